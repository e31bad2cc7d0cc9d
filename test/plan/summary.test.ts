import { describe, expect, it } from "vitest";
import { manifestOf } from "../../src/plan/manifest.ts";
import { countsOf, downtimeLine, misfitLine, summaryLine } from "../../src/plan/summary.ts";
import { imageOf, live, observation, planBetween, project, UP } from "../helpers/plan-values.ts";

const follower = imageOf("web", {
  files: { "service.json": '{"depends-on":[{"service":"db","condition":"ready","restart":true}]}' },
});
const plan = planBetween(
  project(imageOf("db", { files: { run: "1" } }), imageOf("old"), follower),
  project(imageOf("db", { files: { run: "2" } }), imageOf("new"), follower),
);

describe("summary", () => {
  it("counts what happens", () => {
    expect(countsOf(plan)).toEqual([
      ["to create", 1],
      ["to restart", 1],
      ["to remove", 1],
    ]);
    expect(summaryLine(plan)).toBe("Plan: 1 to create, 1 to restart, 1 to remove; 1 unchanged.");
    expect(summaryLine(planBetween(project(follower), project(follower)))).toBe("No changes; 1 unchanged.");
  });

  it("says what stops, and what restarts with it", () => {
    expect(downtimeLine(plan)).toBe(
      "Downtime: db restarts, old stops, web restarts with it; nothing else stops.",
    );
    expect(downtimeLine(planBetween(project(follower), project(follower)))).toBe("Downtime: none.");
  });

  it("names the first of many", () => {
    const many = (run: string) =>
      project(...Array.from({ length: 40 }, (_, i) => imageOf(`s${i + 10}`, { files: { run } })));
    const line = downtimeLine(planBetween(many("1"), many("2")));
    expect(line).toMatch(/^Downtime: s10 restarts, .*, s21 restarts and 28 more; nothing else stops\.$/);
  });

  const [old, next] = [
    project(imageOf("db", { files: { run: "1" } }), imageOf("off", { files: { run: "1", down: "" } })),
    project(imageOf("db", { files: { run: "2" } }), imageOf("off", { files: { run: "2", down: "" } })),
  ];
  const dead = { ...UP, state: "down" as const, pid: 0 };
  const allDead = (monitor: "svforge" | "none") => ({
    ...observation(...manifestOf(old).services.map((s) => live(s, { process: dead }))),
    monitor,
  });

  it("says what would restart and is down at the moment", () => {
    const failing = planBetween(old, next, { observed: allDead("svforge") });
    expect(downtimeLine(failing)).toBe("Downtime: none; db is not running now.");
    const unsupervised = planBetween(old, next, { observed: allDead("none") });
    expect(downtimeLine(unsupervised)).toBe("Downtime: none.");
  });

  it("takes every enabled service for running where there is no host", () => {
    const base = { generation: null, lineage: "", against: "HEAD" };
    const compared = planBetween(old, next, { observed: allDead("none"), base });
    expect(downtimeLine(compared)).toBe("Downtime: db restarts; nothing else stops.");
  });

  it.each([
    ["builtin", "svforge", undefined],
    ["builtin", "none", undefined],
    ["busybox", "runit", undefined],
    ["builtin", "runit", /^Warning: runsvdir watches .* target is builtin:/],
    ["s6", "svforge", /^Warning: svforge's svscan watches .* target is s6:/],
  ] as const)("warns of a target that is not its monitor's: %s under %s", (target, monitor, expected) => {
    const wanted = { ...project(follower), target };
    const line = misfitLine(planBetween(wanted, wanted, { observed: { ...observation(), monitor } }));
    if (expected === undefined) expect(line).toBeUndefined();
    else expect(line).toMatch(expected);
  });
});
