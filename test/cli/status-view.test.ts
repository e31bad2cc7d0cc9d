import { expect, it } from "vitest";
import { viewOf } from "../../src/cli/status-view.ts";
import type { ServiceStatus } from "../../src/os/service-status.ts";
import type { StateRecord } from "../../src/protocol/state-record.ts";
import type { Status } from "../../src/protocol/status.ts";

const status: Status = { since: 1000, pid: 7, paused: false, want: "up", gotTerm: false, state: "run" };
const record: StateRecord = {
  format: "svforge.state/1",
  monitor: 1,
  phase: "up",
  want: "up",
  operatorDown: false,
  pid: 7,
  program: "run",
  start: "1",
  boot: "b",
  since: 1000,
  ready: true,
  paused: false,
  gotTerm: false,
  starts: 1,
  failuresInWindow: 0,
  failures: 0,
  lastStatus: null,
  failed: "none",
  waitingFor: [],
  definition: "",
  text: "",
};

function view(over: Partial<ServiceStatus>, definition?: string): [string, string, readonly string[]] {
  const seen = { supervision: "alive", status, record, log: undefined, ...over } as const;
  const { state, mood, notes } = viewOf("web", seen, { now: 4000, definition });
  return [state, mood, notes];
}

it.each<[string, Partial<ServiceStatus>, string, string, string[]]>([
  ["ready", {}, "up", "good", []],
  ["not yet ready", { record: { ...record, ready: false } }, "starting", "busy", []],
  ["paused", { record: { ...record, paused: true } }, "paused", "busy", []],
  ["stopping", { record: { ...record, gotTerm: true } }, "stopping", "busy", []],
  [
    "blocked",
    { record: { ...record, phase: "blocked", waitingFor: ["db", "cache"] } },
    "waiting",
    "busy",
    ["for db, cache"],
  ],
  [
    "delayed",
    { record: { ...record, phase: "delayed", lastStatus: 3 << 8 } },
    "restarting",
    "bad",
    ["last exit code 3"],
  ],
  [
    "backing off without a bound",
    {
      record: {
        ...record,
        phase: "delayed",
        lastStatus: 9,
        retry: { at: 12_000, failures: 3, max: null, windowMs: 600_000 },
      },
    },
    "restarting",
    "bad",
    ["failure 3 in a row", "next start in 8s", "last killed by signal 9"],
  ],
  [
    "backing off with a bound, the moment of the start has come",
    {
      record: {
        ...record,
        phase: "delayed",
        lastStatus: 256,
        retry: { at: 4000, failures: 3, max: 10, windowMs: 600_000 },
      },
    },
    "restarting",
    "bad",
    ["failure 3 of 10 in 10m", "next start now", "last exit code 1"],
  ],
  [
    "killed",
    { record: { ...record, phase: "delayed", lastStatus: 9 } },
    "restarting",
    "bad",
    ["last killed by signal 9"],
  ],
  [
    "gave up",
    { record: { ...record, phase: "down", failed: "gave-up", failuresInWindow: 5, lastStatus: 256 } },
    "failed",
    "bad",
    ["gave up after 5 failures; last exit code 1"],
  ],
  [
    "operator",
    { record: { ...record, phase: "down", operatorDown: true } },
    "down",
    "idle",
    ["stopped by an operator"],
  ],
  [
    "ended by itself",
    { record: { ...record, phase: "down", lastStatus: 0 } },
    "down",
    "idle",
    ["last exit code 0"],
  ],
  [
    "stopped for another's sake",
    { record: { ...record, gotTerm: true, reason: "dependency" } },
    "stopping",
    "busy",
    ["what it depends on is not there"],
  ],
  [
    "removed",
    { record: { ...record, phase: "down", reason: "removed", lastStatus: 15 } },
    "down",
    "idle",
    ["its supervision ends", "last killed by signal 15"],
  ],
  ["never started", { record: { ...record, phase: "down" } }, "down", "idle", []],
  ["oneshot", { record: { ...record, phase: "done" } }, "done", "good", []],
  ["foreign", { record: undefined }, "up", "good", []],
  [
    "foreign, down but wanted",
    { record: undefined, status: { ...status, pid: 0, state: "down" } },
    "restarting",
    "bad",
    ["want up"],
  ],
  ["dead supervisor", { supervision: "dead" }, "no supervisor", "bad", ["process 7 may still run"]],
  ["denied", { supervision: "denied" }, "no access", "idle", []],
  ["never supervised", { supervision: "absent" }, "not supervised", "idle", []],
])("%s", (_, over, state, mood, notes) => {
  expect(view(over)).toEqual([state, mood, notes]);
});

it("tells a process that is older than its definition", () => {
  const running = { record: { ...record, definition: "aaaa" } };
  expect(view(running, "aaaabbbb")[2]).toEqual([]);
  expect(view(running, "ccccdddd")[2]).toEqual(["runs an older definition"]);
});

it("counts time from the last change, and never below zero", () => {
  const seen = { supervision: "alive", status, record, log: undefined } as const;
  expect(viewOf("web", seen, { now: 4000, definition: undefined }).sinceMs).toBe(3000);
  expect(viewOf("web", seen, { now: 0, definition: undefined }).sinceMs).toBe(0);
});

it("shows the log's figures, its trouble as a note, and no rate that is out of date", () => {
  const log = {
    at: 3000,
    id: "web",
    name: "web",
    bytes: 10,
    bytesPerSecond: 2,
    lastRotationMs: null,
    blockedMs: 5200,
    droppedBytes: 7,
    fault: "no space left on device",
  };
  const seen = { supervision: "alive", status, record, log } as const;
  const fresh = viewOf("web", seen, { now: 4000, definition: undefined });
  expect(fresh.log).toEqual({
    bytes: 10,
    bytesPerSecond: 2,
    lastRotationMs: null,
    blockedMs: 5200,
    droppedBytes: 7,
    fault: log.fault,
  });
  expect(fresh.notes).toEqual([
    "log: no space left on device",
    "log: blocked for 5 s in all",
    "log: 7 bytes dropped",
  ]);
  expect(viewOf("web", seen, { now: 63_001, definition: undefined }).log?.bytesPerSecond).toBe(0);
});

it("names the reason of a stop, none that it does not know", () => {
  const reasonOf = (reason: string | undefined): string | undefined => {
    const told = { ...record, reason } as StateRecord;
    const seen = { supervision: "alive", status, record: told, log: undefined } as const;
    return viewOf("web", seen, { now: 4000, definition: undefined }).reason;
  };
  expect(["gave-up", "asked", "", undefined, "toString"].map(reasonOf)).toEqual([
    "gave-up",
    "asked",
    undefined,
    undefined,
    undefined,
  ]);
});
