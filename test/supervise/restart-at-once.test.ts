import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { restartsAtOnce } from "../../src/supervise/restart-at-once.ts";
import { step } from "../../src/supervise/service-step.ts";
import { type Bench, define, running } from "./bench.ts";

const saysSo = ({ state, now }: Bench): boolean => restartsAtOnce(state, state.pid, now);

describe("a start before the step that asks for it", () => {
  it.each([
    ["runs for a second", () => running().pass(1000), true],
    ["runs for less", () => running().pass(999), false],
    ["is being stopped to start again", () => running().pass(2000).svc("t"), true],
    ["is unwanted", () => running().pass(2000).svc("d"), false],
    ["runs once", () => running().pass(2000).svc("o"), false],
    ["is to be supervised no more", () => running().pass(2000).svc("x"), false],
    ["is held by an apply", () => running().pass(2000).do({ kind: "hold", on: true }), false],
    [
      "waits for a dependency",
      () => running().pass(2000).do({ kind: "dependencies", verdict: "wait", stop: false }),
      false,
    ],
    ["is a logger", () => running({ role: "logger" }).pass(2000), false],
    ["is a oneshot", () => running({ oneshot: true }).pass(2000), false],
    ["has a group to end", () => running({ stop: { ...define().stop, group: true } }).pass(2000), false],
    [
      "pauses before a restart",
      () => running({ restart: { ...define().restart, delayMs: 1 } }).pass(2000),
      false,
    ],
    [
      "gives up some time",
      () => running({ restart: { ...define().restart, maxAttempts: 5 } }).pass(2000),
      false,
    ],
  ] as const)("of one that %s", (_name, bench, expected) => {
    expect(saysSo(bench())).toBe(expected);
  });

  it("is of this process alone", () => {
    const { state, now } = running().pass(5000);
    expect(restartsAtOnce(state, state.pid + 1, now)).toBe(false);
  });

  it("is what the step then asks for, whatever was before and however it ended", () => {
    const wishes = fc.array(
      fc.tuple(fc.constantFrom(..."uuutttkpchaidox", ...Array(9).fill("crash")), fc.nat(2500)),
      { maxLength: 8 },
    );
    const seldom = fc.nat(4).map((n) => n === 0);
    const definitions = fc.record({
      role: fc.constantFrom(...Array(5).fill("service" as const), "logger" as const),
      oneshot: seldom,
      main: fc.boolean(),
      group: seldom,
      policy: fc.constantFrom(...Array(5).fill("always" as const), "on-failure" as const, "never" as const),
      delayMs: fc.constantFrom(0, 0, 0, 3000),
      maxDelayMs: fc.constantFrom(0, 9000),
      maxAttempts: fc.constantFrom(2, Infinity, Infinity, Infinity),
      ready: fc.constantFrom(null, { how: "probe" as const, intervalMs: 100, timeoutMs: 1000 }),
    });
    const ends = fc.record({
      status: fc.option(fc.nat(65_535)),
      groupAlive: fc.boolean(),
      later: fc.nat(3),
    });
    let seen = 0;
    fc.assert(
      fc.property(definitions, wishes, ends, (definition, before, { status, groupAlive, later }) => {
        const { group, policy, delayMs, maxDelayMs, maxAttempts, ...rest } = definition;
        const restart = { ...define().restart, policy, delayMs, maxDelayMs, maxAttempts };
        const bench = running({ ...rest, restart, stop: { ...define().stop, group } });
        for (const [wish, ms] of before) {
          if (wish === "crash") bench.exit(-11, { isBare: true });
          else bench.svc(wish);
          bench.pass(ms);
        }
        if (!saysSo(bench)) return;
        seen += 1;
        const { pid } = bench.state;
        const [now, wall] = [bench.now + later, bench.wall + later];
        const { effects } = step(bench.state, {
          kind: "exited",
          pid,
          status,
          groupAlive,
          isBare: true,
          now,
          wall,
        });
        expect(effects.filter((effect) => effect.kind === "spawn")).toMatchObject([{ program: "run" }]);
        expect(effects.map((effect) => effect.kind)).not.toContain("job");
        expect(effects.map((effect) => effect.kind)).not.toContain("signal");
      }),
      { numRuns: 2000 },
    );
    expect(seen).toBeGreaterThan(100);
  });
});
