import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import type { Change } from "../../src/plan/change.ts";
import { compare, type Wanted } from "../../src/plan/compare.ts";
import { type Manifest, manifestOf, type ServiceRecord } from "../../src/plan/manifest.ts";
import type { LiveEntry } from "../../src/plan/observation.ts";
import {
  type Given,
  HELD,
  imageOf,
  LOGGED,
  live,
  manifest,
  observation,
  UP,
  wanted,
} from "../helpers/plan-values.ts";
import { load } from "../helpers/project.ts";

const single = (m: Manifest): ServiceRecord => m.services[0] as ServiceRecord;

/** The one change from `before` to `after` of service `a`, with the live side changed by `seen`. */
function change(
  before: Given,
  after: Given,
  seen: (record: ServiceRecord) => Partial<LiveEntry> = () => ({}),
  options: Partial<Wanted> = {},
): Change {
  const current = manifest(imageOf("a", before));
  const record = single(current);
  const observed = observation(live(record, seen(record)));
  const { changes } = compare(wanted(current, manifest(imageOf("a", after)), { observed, ...options }));
  expect(changes).toHaveLength(1);
  return changes[0] as Change;
}

const OLD = { files: { run: "1" } };
const NEW = { files: { run: "2" } };

describe("compare: one service of ours", () => {
  it.each([
    ["none", OLD, OLD, "none", "nothing"],
    ["meta", OLD, { ...OLD, keys: { docs: "x" } }, "meta", "record"],
    ["lazy", OLD, { files: { run: "1", finish: "x" } }, "lazy", "flip"],
    ["log only", { files: LOGGED }, { files: { ...LOGGED, "log/run": "y" } }, "log-only", "flip"],
    ["restart", OLD, NEW, "restart", "restart"],
    ["replace", OLD, { files: { run: "1", ...LOGGED } }, "replace", "replace"],
    ["enabled switched on", { files: { down: "" } }, { files: {} }, "restart", "start"],
    ["enabled switched off", { files: {} }, { files: { down: "" } }, "restart", "stop"],
  ] as const)("%s", (_, before, after, expected, effect) => {
    expect(change(before, after)).toMatchObject({ class: expected, effect });
  });

  it("keeps the folder in the store when only words changed, so that nothing is flipped", () => {
    const made = change(OLD, { ...OLD, keys: { docs: "x" }, hash: "b".repeat(64) });
    expect(made.after?.hash).toBe(made.before?.hash);
  });

  it("lets a process go on running what it was started from, as long as nothing had to restart it", () => {
    const lazy = change(OLD, { files: { run: "1", finish: "x" } });
    expect(lazy.after?.accepts).toEqual([lazy.before?.hash]);
    const restarted = change(OLD, NEW);
    expect(restarted.after?.accepts).toEqual([]);
  });

  it("restarts a process that is older than its definition, and says so", () => {
    const stale = change(OLD, OLD, () => ({ process: { ...UP, running: "e".repeat(64) } }));
    expect(stale).toMatchObject({ class: "restart", effect: "restart" });
    expect(stale.reasons).toEqual([{ code: "stale-process", subject: "pid 811" }]);
  });

  it("restarts a process that names no definition when it was left over from before", () => {
    const left = change(OLD, OLD, () => ({ process: { ...UP, running: null, leftOver: true } }));
    expect(left).toMatchObject({ class: "restart", effect: "restart" });
    expect(left.reasons).toEqual([{ code: "stale-process", subject: "pid 811" }]);
  });

  it("does not call a process stale that carries no definition, or an accepted one", () => {
    expect(change(OLD, OLD, () => ({ process: UP })).class).toBe("none");
    const current = manifest(imageOf("a", OLD));
    const record = { ...single(current), accepts: ["e".repeat(64)] };
    const observed = observation(live(record, { process: { ...UP, running: "e".repeat(64) } }));
    const { changes } = compare(
      wanted({ ...current, services: [record] }, manifest(imageOf("a", OLD)), { observed }),
    );
    expect(changes[0]?.class).toBe("none");
  });
});

describe("compare: held", () => {
  it.each([
    ["stopped by the operator", { process: HELD }],
    ["a real file down, nothing supervised", { process: null, heldByFile: true }],
  ])("%s: takes the definition and stays down", (_, seen) => {
    expect(change(OLD, NEW, () => seen)).toMatchObject({ class: "held", effect: "flip" });
    expect(change(OLD, { files: { run: "1", ...LOGGED } }, () => seen)).toMatchObject({
      class: "held",
      effect: "replace",
    });
    expect(change(OLD, OLD, () => seen).class).toBe("none");
  });

  it("does not take the down file of its own definition for an operator", () => {
    const down = { files: { run: "1", down: "" } };
    const held = { process: { ...HELD } };
    expect(change(down, { files: { run: "2", down: "" } }, () => held).class).toBe("restart");
  });

  it("does not take a service that gave up for one that was stopped", () => {
    const gaveUp = { process: { ...HELD, held: false } };
    expect(change(OLD, NEW, () => gaveUp)).toMatchObject({ class: "restart", effect: "restart" });
  });
});

describe("compare: essential", () => {
  const essential = { ...OLD, essential: true };
  it("is not stopped without permission, and is with it", () => {
    expect(change(essential, NEW).blocked).toBe("essential");
    expect(change(essential, NEW, () => ({}), { allowEssential: true }).blocked).toBeUndefined();
  });

  it("may change in ways that do not stop it, or while it is down", () => {
    expect(change(essential, { files: { run: "1", finish: "x" } }).blocked).toBeUndefined();
    expect(
      change(essential, NEW, () => ({ process: { ...UP, pid: 0, state: "down" } })).blocked,
    ).toBeUndefined();
  });

  it("is not removed without permission", () => {
    const current = manifest(imageOf("a", essential), imageOf("b"));
    const { changes } = compare(wanted(current, manifest(imageOf("b"))));
    expect(changes[0]).toMatchObject({ service: "a", class: "remove", blocked: "essential" });
  });
});

describe("compare: drift", () => {
  const edited = (record: ServiceRecord): Partial<LiveEntry> => ({
    files: record.files.map((f) => ({ ...f, hash: "0" })),
  });

  it("is refused unless told what to do", () => {
    expect(change(OLD, NEW, edited)).toMatchObject({ class: "drift", effect: "nothing", blocked: "drift" });
    const kept = change(OLD, NEW, edited, { onDrift: "keep" });
    expect(kept).toMatchObject({ class: "drift", effect: "keep" });
    expect(kept.blocked).toBeUndefined();
    expect(change(OLD, OLD, edited, { onDrift: "overwrite" })).toMatchObject({
      class: "restart",
      effect: "restart",
    });
  });

  it("is no drift when the live directory is already what is wanted", () => {
    const next = single(manifest(imageOf("a", NEW)));
    const moved = change(OLD, NEW, () => ({ definition: next.hash, files: next.files }));
    expect(moved.class).toBe("restart");
    expect(moved.blocked).toBeUndefined();
  });
});

describe("compare: names", () => {
  it("creates what is new and what is missing, and says which", () => {
    const current = manifest(imageOf("a"));
    const { changes } = compare(
      wanted(current, manifest(imageOf("a"), imageOf("b")), { observed: observation() }),
    );
    expect(changes.map((c) => [c.service, c.class, c.reasons[0]?.code])).toEqual([
      ["a", "create", "missing"],
      ["b", "create", "new"],
    ]);
  });

  it.each(["none", "foreign"] as const)("never takes a directory with mark %s without permission", (mark) => {
    const desired = manifest(imageOf("a"));
    const observed = observation(live(single(desired), { mark }));
    const refused = compare(wanted(null, desired, { observed })).changes[0];
    expect(refused).toMatchObject({ class: "adopt", effect: "nothing", blocked: "adopt" });
    const allowed = compare(wanted(null, desired, { observed, adopt: new Set(["a"]) })).changes[0];
    expect(allowed).toMatchObject({ class: "adopt", effect: "replace" });
  });

  it("never takes a directory that is marked ours but was never applied", () => {
    const desired = manifest(imageOf("a"));
    const { changes } = compare(
      wanted(manifest(), desired, { observed: observation(live(single(desired))) }),
    );
    expect(changes[0]?.blocked).toBe("adopt");
  });

  it("removes what is no longer declared, only if it is ours", () => {
    const current = manifest(imageOf("a"), imageOf("b"));
    const [a, b] = current.services as [ServiceRecord, ServiceRecord];
    const observed = observation(live(a), live(b, { mark: "foreign" }));
    const { changes } = compare(wanted(current, manifest(), { observed, allowEmpty: true }));
    expect(changes.map((c) => [c.service, c.class, c.effect])).toEqual([
      ["a", "remove", "remove"],
      ["b", "remove", "record"],
    ]);
  });

  it("does not empty a host without permission", () => {
    const { changes } = compare(wanted(manifest(imageOf("a")), manifest()));
    expect(changes[0]?.blocked).toBe("emptying");
  });

  it("ignores directories nobody declared", () => {
    const stranger = live(single(manifest(imageOf("x"))), { mark: "none" });
    expect(compare(wanted(null, manifest(), { observed: observation(stranger) })).changes).toEqual([]);
  });
});

describe("compare: rename", () => {
  const current = manifest(imageOf("jobs", { files: { run: "1" } }));
  const renamed = (run: string): Manifest =>
    manifest(imageOf("queue", { movedFrom: "jobs", files: { run } }));

  it("keeps the service when only the name changed", () => {
    const { changes } = compare(wanted(current, renamed("1")));
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      class: "rename",
      effect: "record",
      renamedFrom: "jobs",
      dirName: "queue",
    });
  });

  it("renames and restarts when more changed", () => {
    expect(compare(wanted(current, renamed("2"))).changes[0]).toMatchObject({
      class: "rename",
      effect: "restart",
    });
  });

  it("goes back by the same way", () => {
    const before = manifest(imageOf("jobs", { files: { run: "1" } }));
    const { changes } = compare(wanted(renamed("1"), before));
    expect(changes[0]).toMatchObject({
      class: "rename",
      effect: "record",
      renamedFrom: "queue",
      dirName: "jobs",
    });
  });

  it("is not done when both names are declared, or the new one is taken", () => {
    const both = manifest(imageOf("jobs", { files: { run: "1" } }), imageOf("queue", { movedFrom: "jobs" }));
    expect(compare(wanted(current, both)).changes.map((c) => c.class)).toEqual(["none", "create"]);
    const taken = observation(
      ...current.services.map((s) => live(s)),
      live(single(renamed("1")), { mark: "none" }),
    );
    const classes = compare(wanted(current, renamed("1"), { observed: taken })).changes.map((c) => c.class);
    expect(classes).toEqual(["remove", "adopt"]);
  });
});

it.each([
  ["a daemon", 'description = "d"\ncommand = "a"'],
  ["a oneshot", 'type = "oneshot"\nup = "a"'],
])("%s that is new is where it says what it runs, not where the project's defaults stand", (_, text) => {
  const { project } = load({ "svforge.toml": "[defaults.log]\nkeep = 3", "services/a.toml": text });
  if (project === undefined) throw new Error("the project does not load");
  const desired = manifestOf(compile(project, "runit").image);
  const { changes } = compare(wanted(null, desired));
  expect(changes.map((c) => c.reasons[0]?.at)).toEqual(["services/a.toml:2"]);
});
