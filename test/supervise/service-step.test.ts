import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ServiceEvent } from "../../src/supervise/service-state.ts";
import { nextDeadline, step } from "../../src/supervise/service-step.ts";
import { Bench, define, running } from "./bench.ts";

describe("a step", () => {
  it("leaves the state it was given alone", () => {
    const bench = running();
    const frozen = Object.freeze({ ...bench.state });
    expect(() => step(frozen, { kind: "control", byte: 0x64, now: bench.now })).not.toThrow();
    expect(frozen.want).toBe("up");
  });

  it("writes the status before it does anything else, and leaves last", () => {
    const down = step(running().state, { kind: "control", byte: 0x64, now: 2_000_000 });
    expect(down.effects.map((e) => e.kind)).toEqual(["job", "level"].toSpliced(0, 0, "status"));
    const gone = step(running().exit(0).state, { kind: "remove", graceMs: 1, now: 2_000_000 });
    expect(gone.effects.map((e) => e.kind)).toEqual(["status", "level", "exit"]);
  });

  it("tells the first level even where nothing changed", () => {
    const bench = new Bench(define({ startsDown: true })).begin();
    expect(bench.trace).toEqual(["level"]);
  });

  it("hears nothing after the end", () => {
    const { state } = running().svc("dx").exit(0);
    for (const event of [{ kind: "begin" }, { kind: "tick" }, { kind: "kill" }] as const)
      expect(step(state, { ...event, now: 9_999_999 }).effects).toEqual([]);
  });
});

const anyEvent: fc.Arbitrary<Omit<ServiceEvent, "now">> = fc.oneof(
  fc.record({ kind: fc.constant("control"), byte: fc.nat(255) }),
  fc.record({
    kind: fc.constant("control"),
    byte: fc.constantFrom(...Buffer.from("udopchaitkx")),
    isBare: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("exited"),
    pid: fc.nat(105),
    status: fc.option(fc.nat(65_535)),
    groupAlive: fc.boolean(),
    isBare: fc.boolean(),
    wall: fc.nat(),
  }),
  fc.record({
    kind: fc.constant("spawned"),
    program: fc.constantFrom("run", "finish"),
    pid: fc.integer({ min: 100, max: 105 }),
    wall: fc.nat(),
  }),
  fc.record({
    kind: fc.constant("spawn-failed"),
    program: fc.constantFrom("run", "finish"),
    reason: fc.constantFrom("missing", "exec", "fork"),
    wall: fc.nat(),
  }),
  fc.record({ kind: fc.constant("group"), pid: fc.nat(105), alive: fc.boolean() }),
  fc.record({ kind: fc.constant("ready"), pid: fc.integer({ min: 100, max: 105 }) }),
  fc.record({
    kind: fc.constant("job-ended"),
    job: fc.constantFrom("control/u", "control/t", "pre-stop", "stop-command", "ready-probe", "health-probe"),
    starts: fc.nat(3),
    ok: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("dependencies"),
    verdict: fc.constantFrom("met", "wait", "refused"),
    stop: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom("begin", "tick", "restart", "pull", "kill") }),
  fc.record({ kind: fc.constantFrom("remove", "drain"), graceMs: fc.nat(5000) }),
  fc.record({ kind: fc.constant("hold"), on: fc.boolean() }),
) as fc.Arbitrary<Omit<ServiceEvent, "now">>;

const anyDefinition = fc
  .record({
    oneshot: fc.boolean(),
    role: fc.constantFrom("service" as const, "logger" as const),
    group: fc.boolean(),
    hasPreStop: fc.boolean(),
    ready: fc.constantFrom(null, { how: "probe" as const, intervalMs: 100, timeoutMs: 1000 }),
  })
  .map(({ group, ...rest }) => define({ ...rest, stop: { ...define().stop, group } }));

describe("whatever happens, in whatever order", () => {
  it("it never throws, and what is down has nothing armed and no process", () => {
    fc.assert(
      fc.property(
        anyDefinition,
        fc.array(fc.tuple(anyEvent, fc.nat(3000)), { maxLength: 60 }),
        (definition, events) => {
          let { state } = new Bench(definition);
          let now = 0;
          for (const [event, ms] of events) {
            now += ms;
            state = step(state, { ...event, now } as ServiceEvent).state;
            if (["down", "exited", "blocked", "done"].includes(state.phase)) {
              expect(state.pid).toBe(0);
              if (state.drainBy === Infinity) expect(nextDeadline(state)).toBe(Infinity);
            }
            if (state.phase === "up" || state.phase === "finish") expect(state.pid).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

it("a step is cheap", () => {
  let state = running().state;
  const begin = process.hrtime.bigint();
  const rounds = 20_000;
  for (let i = 0; i < rounds; i++) {
    state = step(state, { kind: "control", byte: 0x70, now: i }).state;
    state = step(state, {
      kind: "job-ended",
      job: "control/p",
      starts: state.starts,
      ok: true,
      now: i,
    }).state;
  }
  const microseconds = Number(process.hrtime.bigint() - begin) / 1000 / (2 * rounds);
  expect(microseconds).toBeLessThan(50);
});
