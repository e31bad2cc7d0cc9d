import { constants } from "node:os";
import { expect, it } from "vitest";
import { SIGNALS, signalName } from "../../src/protocol/signals.ts";

it("has the numbers of this machine", () => {
  if (process.platform !== "linux") return;
  const real = new Map(Object.entries(constants.signals));
  for (const [name, number] of Object.entries(SIGNALS))
    expect([name, real.get(`SIG${name}`)]).toEqual([name, number]);
});

it.each([
  ["TERM", "TERM"],
  ["SIGTERM", "TERM"],
  ["term", "TERM"],
  [" 15\n", "TERM"],
  ["3", "QUIT"],
  ["NOPE", undefined],
  ["0", undefined],
  ["", undefined],
  ["constructor", undefined],
])("%j is %s", (text, name) => {
  expect(signalName(text)).toBe(name);
});
