import { describe, expect, it } from "vitest";
import { STATE_RECORD_FORMAT, type StateRecord } from "../../src/protocol/state-record.ts";
import { createService } from "../../src/supervise/create-service.ts";
import { adoptionFrom, inheritFrom } from "../../src/supervise/inheritance.ts";
import { define } from "./bench.ts";

const WALL = 1_800_000_000_000;
const record: StateRecord = {
  format: STATE_RECORD_FORMAT,
  monitor: 7,
  phase: "down",
  want: "up",
  operatorDown: false,
  pid: 0,
  program: "run",
  start: "",
  boot: "b",
  since: WALL - 3000,
  ready: false,
  paused: false,
  gotTerm: false,
  starts: 9,
  failuresInWindow: 2,
  failures: 4,
  windowSince: WALL - 50_000,
  lastStatus: 256,
  failed: "none",
  waitingFor: [],
  definition: "",
  text: "",
};
const definition = define({ restart: { ...define().restart, delayMs: 2000, maxDelayMs: 60_000 } });

function inherited(over: Partial<StateRecord>, wanted = definition): ReturnType<typeof createService> {
  return createService(wanted, 1, inheritFrom({ ...record, ...over }, wanted, { now: 100_000, wall: WALL }));
}

describe("what an earlier monitor knew goes on", () => {
  it("counts, the last exit and its time", () => {
    expect(inherited({})).toMatchObject({
      phase: "down",
      want: "up",
      starts: 9,
      failures: 4,
      windowFailures: 2,
      windowStartedAt: 50_000,
      lastStatus: 256,
      since: WALL - 3000,
      exitedAt: 97_000,
      notBefore: -Infinity,
    });
  });

  it("a given-up service is down with its reason, a cycle is judged again", () => {
    expect(inherited({ want: "down", failed: "gave-up" })).toMatchObject({ want: "down", failed: "gave-up" });
    expect(inherited({ want: "down", failed: "permanent" }).failed).toBe("permanent");
    expect(inherited({ want: "down", failed: "cycle" })).toMatchObject({ want: "up", failed: "none" });
  });

  it("an operator's down stays his; a `down` file holds what has no process", () => {
    expect(inherited({ want: "down", operatorDown: true })).toMatchObject({
      want: "down",
      operatorDown: true,
    });
    expect(inherited({}, define({ startsDown: true }))).toMatchObject({ want: "down", operatorDown: false });
  });

  it("what ended for good in success is complete: nobody who depends on it starts it again", () => {
    expect(inherited({ want: "down", lastStatus: 0 }).completed).toBe(true);
    expect(inherited({ want: "down", lastStatus: 256 }).completed).toBe(false);
    expect(inherited({ want: "down", lastStatus: 0, operatorDown: true }).completed).toBe(false);
  });

  it("a `down` file does not hold what was on its way to a start, and a single run that had not begun is not forgotten", () => {
    const held = define({ startsDown: true });
    for (const phase of ["blocked", "delayed", "preparing", "starting"]) {
      expect(inherited({ phase }, held).want).toBe("up");
      expect(inherited({ phase, want: "once" }).want).toBe("once");
      expect(inherited({ phase, want: "down" }, held).want).toBe("down");
    }
    expect(inherited({ phase: "up" }, held).want).toBe("down");
    expect(inherited({ phase: "up", want: "once" }).want).toBe("down");
  });

  it.each([
    [WALL + 8000, 108_000],
    [WALL - 1, -Infinity],
    [WALL + 1e12, 160_000],
  ])("a pause goes on, and no clock makes it longer than the policy allows: %d", (at, notBefore) => {
    const retry = { at, failures: 4, max: null, windowMs: 0 };
    expect(inherited({ phase: "delayed", retry }).notBefore).toBe(notBefore);
  });

  it("how a run ended that nobody saw end is not known", () => {
    expect(inherited({ phase: "up", pid: 4711 }).lastStatus).toBeNull();
  });

  it("a record from the future, or nonsense in it, is of now at the latest", () => {
    expect(inherited({ since: WALL + 1e15, windowSince: 1e300 })).toMatchObject({
      since: WALL,
      exitedAt: 100_000,
      windowStartedAt: 100_000,
    });
    expect(inherited({ since: -1e300 }).since).toBe(0);
  });

  it("a process goes on as it was recorded, begun when it began", () => {
    const was = { ...record, pid: 12, phase: "up", paused: true };
    expect(adoptionFrom(was, { now: 100_000, wall: WALL }, true)).toEqual({
      kind: "adopted",
      pid: 12,
      program: "run",
      startedAt: 97_000,
      since: WALL - 3000,
      want: "up",
      operatorDown: false,
      paused: true,
      gotTerm: false,
      ready: false,
      isHeard: true,
    });
    expect(adoptionFrom(was, { now: 100_000, wall: WALL - 9000 }, false).startedAt).toBe(100_000);
  });
});
