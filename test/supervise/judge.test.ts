import { describe, expect, it } from "vitest";
import type { RestartDefinition } from "../../src/supervise/service-state.ts";
import { type Bench, define, running } from "./bench.ts";

const restart = (change: Partial<RestartDefinition>): { restart: RestartDefinition } => ({
  restart: {
    ...define().restart,
    delayMs: 1000,
    maxDelayMs: 8000,
    windowMs: 100_000,
    resetAfterMs: 50_000,
    ...change,
  },
});

describe("policy", () => {
  it.each([
    ["always", 0, "finish 0 0, run"],
    ["always", 1, "finish 1 0, run"],
    ["on-failure", 0, "finish 0 0"],
    ["on-failure", 1, "finish 1 0, run"],
    ["on-failure", -15, "finish -1 15, run"],
    ["on-failure", null, "finish -1 0, run"],
    ["never", 0, "finish 0 0"],
    ["never", 1, "finish 1 0"],
  ] as const)("%s, exit %s", (policy, code, expected) => {
    expect(running(restart({ policy })).exit(code).pass(1000).take()).toBe(expected);
  });

  it("a policy that ends a service turns its want down, so that sv up can revive it (2.16)", () => {
    const bench = running(restart({ policy: "on-failure", successCodes: [0, 7] })).exit(7);
    expect(bench.state).toMatchObject({ phase: "down", want: "down", failed: "none", completed: true });
    expect(bench.pass(2000).svc("u").take()).toBe("finish 7 0, run");
  });

  it.each(["t", "k", "i", "q"])("an operator's %s restarts whatever the policy says", (letter) => {
    const bench = running(restart({ policy: "never" }))
      .pass(2000)
      .svc(letter);
    bench.take();
    expect(bench.exit(0).take()).toBe("finish 0 0, run");
    expect(bench.state.failures).toBe(0);
  });
});

describe("giving up", () => {
  const flapping = (change: Partial<RestartDefinition>): Bench => {
    const bench = running(restart({ maxAttempts: 3, ...change }));
    for (let i = 0; i < 20 && bench.state.phase === "up"; i++) bench.exit(1).pass(10_000);
    return bench;
  };

  it("after as many failed runs in a window", () => {
    const bench = flapping({});
    expect(bench.state).toMatchObject({ phase: "down", want: "down", failed: "gave-up", starts: 3 });
    expect(bench.trace).toContain("(gave-up)");
    bench.take();
    expect(bench.pass(1_000_000).take()).toBe("");
    expect(bench.svc("u").take()).toBe("run");
  });

  it("not when the window is shorter than they take", () => {
    expect(flapping({ windowMs: 5000 }).state).toMatchObject({ phase: "up", failed: "none" });
  });

  it("may end the monitor, and runs on-fail", () => {
    const bench = running({ ...restart({ maxAttempts: 1, onGiveUp: "exit" }), hasOnFail: true });
    expect(bench.exit(1).take()).toBe("finish 1 0, (gave-up), on-fail, give-up");
  });
});

describe("back-off", () => {
  it("grows with failures in a row and starts afresh after a long run", () => {
    const bench = running(restart({}));
    const delays: number[] = [];
    for (const ranMs of [0, 0, 0, 0, 0, 60_000, 0]) {
      bench.pass(ranMs).exit(1);
      delays.push(Math.round((bench.state.startAt - bench.now) / 1000));
      bench.pass(9000);
    }
    expect(delays.slice(0, 3)).toEqual([1, 2, 4]);
    expect(delays[4]).toBeGreaterThanOrEqual(7);
    expect(delays.slice(5)).toEqual([1, 2]);
  });
});

describe("main", () => {
  it("without a policy its end is the end", () => {
    const definition = define({}, { json: { main: true } });
    expect(running(definition).exit(0).take()).toBe("finish 0 0, main-ended 0");
    expect(running(definition).exit(3).take()).toBe(`finish 3 0, main-ended ${3 << 8}`);
    expect(
      running({ ...definition, oneshot: true })
        .exit(0)
        .take(),
    ).toBe("main-ended 0");
  });

  it("its giving up is its end, and nothing more", () => {
    const main = define({}, { json: { main: true } });
    const bench = running({ ...main, ...restart({ maxAttempts: 1, onGiveUp: "exit" }) });
    expect(bench.exit(7).take()).toBe(`finish 7 0, (gave-up), main-ended ${7 << 8}`);
  });

  it("an operator's stop or restart is not its end", () => {
    const definition = define({}, { json: { main: true } });
    expect(running(definition).svc("d").exit(0).take()).toBe("TERM, CONT, finish 0 0");
    expect(running(definition).pass(2000).svc("t").exit(0).take()).toBe("TERM, finish 0 0, run");
  });
});
