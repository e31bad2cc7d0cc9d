import { expect, it } from "vitest";
import { COMMANDS, commandOf } from "../../src/protocol/control.ts";
import { SIGNALS } from "../../src/protocol/signals.ts";

const byte = (letter: string): number => letter.charCodeAt(0);

it("knows the letters of semantics 3.2 and no other", () => {
  const known = Array.from({ length: 256 }, (_, b) => b).filter((b) => commandOf(b) !== undefined);
  expect(String.fromCharCode(...known)).toBe("12acdhikopqtux");
});

it("every command stands under its own letter and sends a real signal", () => {
  for (const command of COMMANDS) {
    expect(commandOf(byte(command.letter))).toBe(command);
    if (command.kind === "signal") expect(SIGNALS[command.signal]).toBeGreaterThan(0);
  }
});

it("ignores w, newline and bytes out of range", () => {
  for (const b of [byte("w"), 10, 0, 255, 256, -1]) expect(commandOf(b)).toBeUndefined();
});
