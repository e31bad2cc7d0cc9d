import { describe, expect, it } from "vitest";
import type { ServiceEvent } from "../../src/supervise/service-state.ts";
import { Bench, define } from "./bench.ts";

type Adopted = Extract<ServiceEvent, { kind: "adopted" }>;

function adopt(change: Partial<Adopted> = {}, definition = define()): Bench {
  const bench = new Bench(definition);
  return bench.do({
    kind: "adopted",
    pid: 4711,
    program: "run",
    startedAt: bench.now - 60_000,
    since: 12_345,
    want: "up",
    operatorDown: false,
    paused: false,
    gotTerm: false,
    ready: true,
    isHeard: false,
    ...change,
  });
}

describe("adoption", () => {
  it("starts nothing: pid, time and want are the old ones", () => {
    const bench = adopt();
    expect(bench.take()).toBe("");
    expect(bench.state).toMatchObject({ phase: "up", pid: 4711, since: 12_345, ready: true, want: "up" });
  });

  it("an exit is noticed and followed by a start at once: the second has long passed", () => {
    expect(adopt().exit(null).take()).toBe("finish -1 0, run");
  });

  it("a stop under way goes on, with its timeout", () => {
    const stop = { ...define().stop, timeoutMs: 2000, hasTimeout: true };
    const bench = adopt({ want: "down", operatorDown: true, gotTerm: true }, define({ stop }));
    expect(bench.pass(2000).take()).toBe("TERM, CONT, (killed), KILL");
  });

  it("a paused process stays paused", () => {
    expect(adopt({ paused: true }).state.paused).toBe(true);
  });

  it("health goes on; readiness by probe is asked again, readiness by word is taken as given", () => {
    const health = { intervalMs: 1000, timeoutMs: 100, retries: 1 };
    expect(adopt({}, define({ health })).pass(1000).take()).toBe("health-probe");
    const probe = { how: "probe", intervalMs: 500, timeoutMs: 9000 } as const;
    expect(
      adopt({ ready: false }, define({ ready: probe }))
        .pass(100)
        .take(),
    ).toBe("ready-probe");
    const byWord = define({ ready: { ...probe, how: "fd" } });
    expect(adopt({ ready: false }, byWord).state.ready).toBe(true);
    const heard = adopt({ ready: false, isHeard: true }, byWord);
    expect(heard.state.ready).toBe(false);
    expect(heard.do({ kind: "ready", pid: 4711 }).state.ready).toBe(true);
  });

  it("a finish that still runs has its time", () => {
    const bench = adopt({ program: "finish" });
    expect(bench.state.phase).toBe("finish");
    expect(bench.pass(5000).take()).toBe("KILL group, (finish-killed)");
    expect(bench.exit(null).take()).toBe("run");
  });

  it("a oneshot that was done is done, and undone when stopped", () => {
    const bench = adopt({ pid: 0 }, define({ oneshot: true }));
    expect(bench.state).toMatchObject({ phase: "done", ready: true, completed: true });
    expect(bench.svc("d").take()).toBe("finish 0 0");
  });
});
