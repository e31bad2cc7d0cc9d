import fc from "fast-check";
import { expect, it } from "vitest";
import { nextDeadline } from "../../src/supervise/service-step.ts";
import { running } from "./bench.ts";

it("a tick before any deadline changes nothing", () => {
  const bench = running({ health: { intervalMs: 1000, timeoutMs: 1, retries: 1 } });
  const before = bench.state;
  bench.do({ kind: "tick" });
  expect(bench.state).toEqual(before);
});

it("a clock that jumps far ahead meets all deadlines at once, each in its phase", () => {
  const bench = running({
    stop: { ...running().state.definition.stop, timeoutMs: 100, hasTimeout: true },
  }).svc("d");
  bench.take();
  bench.now += 1_000_000;
  expect(bench.do({ kind: "tick" }).take()).toBe("(killed), KILL");
});

it("no deadline stays in the past: every tick moves on", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("u", "d", "t", "p", "k", "o", "wait", "exit"), { maxLength: 30 }),
      (acts) => {
        const bench = running({ ready: { how: "probe", intervalMs: 50, timeoutMs: 300 } });
        for (const act of acts) {
          if (act === "wait") bench.pass(200);
          else if (act === "exit") bench.exit(1);
          else bench.svc(act);
          bench.do({ kind: "tick" });
          expect(nextDeadline(bench.state)).toBeGreaterThan(bench.now);
        }
      },
    ),
  );
});
