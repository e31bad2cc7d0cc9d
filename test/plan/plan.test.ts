import { describe, expect, it } from "vitest";
import { blockedChanges, hasChanges, type Plan, type PlanInput } from "../../src/plan/plan.ts";
import {
  HELD,
  imageOf,
  LOGGED,
  live,
  manifest,
  observation,
  planBetween,
  project,
  UP,
} from "../helpers/plan-values.ts";

const before = project(imageOf("a", { files: { run: "old\n" } }), imageOf("b"));
const after = project(imageOf("a", { files: { run: "new\n" } }), imageOf("b"));
const [recordA, recordB] = manifest(...before.services).services;
if (recordA === undefined || recordB === undefined) throw new Error("two services expected");

const digest = (changed: Partial<PlanInput> = {}): string => planBetween(before, after, changed).digest;
const seeing = (a: Parameters<typeof live>[1], b: Parameters<typeof live>[1] = {}): Partial<PlanInput> => ({
  observed: observation(live(recordA, a), live(recordB, b)),
});

describe("makePlan", () => {
  it("holds what changes, with its differences, and only names the rest", () => {
    const plan = planBetween(before, after);
    expect(plan.unchanged).toEqual(["b"]);
    expect(plan.changes).toHaveLength(1);
    expect(plan.changes[0]?.files).toEqual([
      expect.objectContaining({
        path: "run",
        op: "modify",
        before: "0555",
        after: "0555",
        added: 1,
        removed: 1,
      }),
    ]);
  });

  it("shows all files of a removed service, and links by their targets", () => {
    const gone = project(imageOf("a", { files: { ...LOGGED, env: { link: "/etc/env" } } }), imageOf("b"));
    const plan = planBetween(gone, project(imageOf("b")));
    expect(plan.changes[0]?.files.map((f) => [f.path, f.op, f.before])).toEqual([
      ["env", "delete", "link"],
      ["log/run", "delete", "0555"],
      ["run", "delete", "0555"],
    ]);
  });

  it("keeps a drifted service in the manifest as it was applied", () => {
    const drifted = seeing({ files: [] });
    const plan = planBetween(before, after, { ...drifted, onDrift: "keep" });
    expect(plan.desired.services.find((s) => s.dirName === "a")?.hash).toBe(recordA.hash);
    expect(hasChanges(plan)).toBe(false);
    expect(blockedChanges(planBetween(before, after, drifted)).map((c) => c.service)).toEqual(["a"]);
  });

  it("has no changes when nothing is to be done", () => {
    const plan = planBetween(before, before);
    expect(hasChanges(plan)).toBe(false);
    expect(plan.desiredHash).toBe(plan.base.manifest);
  });
});

describe("digest", () => {
  it("is the same for the same three sides", () => {
    expect(digest()).toBe(digest());
  });

  it("does not depend on pids, on how much context is shown, or on services nothing happens to", () => {
    expect(digest(seeing({ process: { ...UP, pid: 4, running: recordA.hash } }))).toBe(digest());
    expect(digest({ context: 0 })).toBe(digest());
    expect(digest(seeing({}, { process: null }))).toBe(digest());
  });

  it("does not depend on the moment: a crashing service is down now and then", () => {
    const between = { ...UP, state: "down", pid: 0, running: null } as const;
    expect(digest(seeing({ process: between }))).toBe(digest());
    expect(digest(seeing({ process: { ...between, want: "down" } }))).not.toBe(digest());
  });

  it.each<[string, Partial<PlanInput>]>([
    ["another installation", { base: { generation: 41, lineage: "other" } }],
    ["another generation in force", { base: { generation: 42, lineage: "lineage" } }],
    ["a file edited on the host", seeing({ files: [] })],
    ["the service stopped by hand", seeing({ process: HELD })],
    ["the service not supervised any more", seeing({ process: null })],
    ["the directory gone", { observed: observation(live(recordB)) }],
    ["the directory no longer ours", seeing({ mark: "foreign" })],
    ["another wish", { allowEssential: true, desired: manifest(imageOf("a"), imageOf("b")) }],
  ])("changes with %s", (_, changed) => {
    expect(digest(changed)).not.toBe(digest());
  });

  it("tells which directory moved", () => {
    const hashes = (plan: Plan): ReadonlyMap<string, string> => new Map(plan.observed);
    const then = hashes(planBetween(before, after));
    const now = hashes(planBetween(before, after, seeing({ process: HELD })));
    expect([...then.keys()]).toEqual(["a"]);
    expect(now.get("a")).not.toBe(then.get("a"));
  });
});
