import { afterEach, expect, it, vi } from "vitest";
import { paint, wantsColour } from "../../src/cli/terminal.ts";

afterEach(() => vi.unstubAllEnvs());

it.each([
  { tty: true, env: {}, when: "auto", colour: true },
  { tty: false, env: {}, when: "auto", colour: false },
  { tty: true, env: { NO_COLOR: "1" }, when: "auto", colour: false },
  { tty: true, env: { NO_COLOR: "" }, when: "auto", colour: true },
  { tty: false, env: { FORCE_COLOR: "1" }, when: "auto", colour: true },
  { tty: true, env: { TERM: "dumb" }, when: "auto", colour: false },
  { tty: true, env: { NO_COLOR: "1" }, when: "always", colour: true },
  { tty: true, env: {}, when: "never", colour: false },
] as const)("$when on a terminal=$tty with $env: colour=$colour", ({ tty, env, when, colour }) => {
  for (const name of ["NO_COLOR", "FORCE_COLOR", "TERM"]) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  expect(wantsColour({ isTTY: tty }, when)).toBe(colour);
});

it("paints only when asked to", () => {
  expect(paint(true).red("x")).toBe("\u001b[31mx\u001b[0m");
  expect(paint(false).red("x")).toBe("x");
});
