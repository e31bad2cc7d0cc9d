import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/protocol/control.ts";
import { step } from "../../src/supervise/service-step.ts";
import { signalAtOnce } from "../../src/supervise/signal-at-once.ts";
import { type Bench, define, running } from "./bench.ts";

const byteOf = (letter: string): number => letter.charCodeAt(0);
const LETTERS = COMMANDS.map(({ letter }) => letter);

/** A letter and what it says. */
const said = ({ state }: Bench): string =>
  LETTERS.flatMap((letter) => {
    const signal = signalAtOnce(state, byteOf(letter));
    return signal === undefined ? [] : `${letter}:${signal}`;
  }).join(" ");

/** One whose control/t still runs. */
function scripted(): Bench {
  const bench = running();
  bench.slow = "t";
  return bench.svc("t");
}

describe("a signal before the step that asks for it", () => {
  it.each([
    ["runs", () => running(), "h:HUP a:ALRM i:INT t:TERM q:QUIT 1:USR1 2:USR2"],
    ["is being stopped", () => running().svc("d", true), "h:HUP a:ALRM i:INT t:TERM q:QUIT 1:USR1 2:USR2"],
    ["reloads by a signal of its own", () => running({ reload: { signal: "USR2" } }), /^h:USR2 a:ALRM/],
    ["reloads by a command", () => running({ reload: "command" }), /^a:ALRM/],
    ["is stopped as a group", () => running({ stop: { ...define().stop, group: true } }), /i:INT q:QUIT/],
    ["has a control script running", () => scripted(), ""],
    ["does not run", () => running().svc("d", true).exit(0, { isBare: true }), ""],
    ["is a logger", () => running({ role: "logger" }), ""],
  ] as const)("of one that %s", (_name, bench, expected) => {
    if (expected instanceof RegExp) expect(said(bench())).toMatch(expected);
    else expect(said(bench())).toBe(expected);
  });

  it("is what the step then asks for, and all it asks of the process", () => {
    const wishes = fc.array(
      fc.tuple(fc.constantFrom(...LETTERS, "crash"), fc.boolean(), fc.constantFrom(0, 300, 1500)),
      { maxLength: 6 },
    );
    const definitions = fc.record({
      role: fc.constantFrom("service" as const, "service" as const, "logger" as const),
      oneshot: fc.boolean(),
      group: fc.boolean(),
      reload: fc.constantFrom("command" as const, { signal: "HUP" }, { signal: "USR1" }),
      slow: fc.constantFrom("", "", "t", "hi"),
    });
    let seen = 0;
    fc.assert(
      fc.property(
        definitions,
        wishes,
        fc.nat(255),
        fc.constantFrom(...LETTERS),
        (given, before, any, letter) => {
          const { group, slow, ...rest } = given;
          const bench = running({ ...rest, stop: { ...define().stop, group } });
          bench.slow = slow;
          for (const [wish, isBare, ms] of before) {
            if (wish === "crash") bench.exit(-11, { isBare });
            else bench.svc(wish, isBare);
            bench.pass(ms);
          }
          for (const byte of [any, byteOf(letter)]) {
            const signal = signalAtOnce(bench.state, byte);
            if (signal === undefined) continue;
            seen += 1;
            const { state, now } = bench;
            const { effects } = step(state, { kind: "control", byte, isBare: true, now });
            const asked = effects.filter(({ kind }) => kind !== "status" && kind !== "level");
            expect(asked).toEqual([{ kind: "signal", pid: state.pid, signal, group: false }]);
          }
        },
      ),
      { numRuns: 2000 },
    );
    expect(seen).toBeGreaterThan(100);
  });
});
