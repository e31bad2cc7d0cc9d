import { describe, expect, it } from "vitest";
import {
  levelChanged,
  levelOf,
  nextDeadline,
  statusChanged,
  statusOf,
} from "../../src/supervise/service-view.ts";
import { Bench, define, running } from "./bench.ts";

describe("status", () => {
  it.each([
    ["up", running(), { state: "run", want: "up", pid: 101, paused: false, gotTerm: false }],
    ["paused", running().svc("p"), { state: "run", paused: true }],
    ["got TERM", running().svc("t"), { state: "run", gotTerm: true }],
    [
      "stopping: never taken for the new process (8.14)",
      running().svc("d"),
      { state: "finish", want: "down", gotTerm: true },
    ],
    ["wanted again", running().svc("du"), { state: "finish", want: "up", gotTerm: true }],
    ["once", running().svc("o"), { state: "run", want: "once" }],
    [
      "finish",
      Object.assign(running(), { finish: "spawned" }).exit(0),
      { state: "finish", pid: 102, gotTerm: false },
    ],
    [
      "between run and finish",
      Object.assign(running(), { finish: "later" }).exit(0),
      { state: "finish", pid: 0 },
    ],
    ["waiting to start", running().exit(0), { state: "down", want: "up", pid: 0 }],
    ["down", running().svc("d").exit(0), { state: "down", want: "down", pid: 0 }],
    ["oneshot done", running({ oneshot: true }).exit(0), { state: "run", want: "up", pid: 0 }],
  ] as const)("%s", (_, bench, expected) => {
    expect(statusOf(bench.state)).toMatchObject(expected);
  });
});

describe("level", () => {
  it("started and ready are levels that end with the process", () => {
    const bench = running();
    expect(levelOf(bench.state)).toEqual({
      started: true,
      ready: true,
      completed: false,
      coming: false,
      wanted: true,
      active: true,
      starts: 1,
    });
    expect(levelOf(bench.exit(1).state)).toMatchObject({
      started: false,
      ready: false,
      coming: false,
      active: false,
    });
  });

  it("coming: on its way for the first time, not after a failure, not when down", () => {
    const waiting = running({ ready: { how: "fd", intervalMs: 1, timeoutMs: 9 } });
    expect(levelOf(waiting.state)).toMatchObject({ coming: true, ready: false });
    expect(levelOf(new Bench(define({ startsDown: true })).begin().state).coming).toBe(false);
    expect(levelOf(running().exit(1).state).coming).toBe(false);
  });

  it("completed: the last run succeeded by itself", () => {
    expect(levelOf(running().exit(0).state).completed).toBe(true);
    expect(levelOf(running().svc("d").exit(0).state).completed).toBe(false);
  });
});

it("changes are noticed, and sameness too", () => {
  const bench = running();
  const before = bench.state;
  expect(statusChanged(before, { ...before })).toBe(false);
  expect(levelChanged(before, { ...before })).toBe(false);
  bench.svc("p");
  expect(statusChanged(before, bench.state)).toBe(true);
  expect(levelChanged(before, bench.state)).toBe(false);
  expect(levelChanged(before, bench.svc("d").state)).toBe(true);
});

it("a directory without a process and without a wish has no deadline", () => {
  expect(nextDeadline(running().svc("d").exit(0).state)).toBe(Infinity);
  expect(nextDeadline(running().exit(0).state)).toBeLessThan(Infinity);
});
