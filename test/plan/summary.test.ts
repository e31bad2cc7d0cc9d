import { describe, expect, it } from "vitest";
import { countsOf, downtimeLine, summaryLine } from "../../src/plan/summary.ts";
import { imageOf, planBetween, project } from "../helpers/plan-values.ts";

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
});
