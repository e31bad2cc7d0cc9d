/** Every string without NUL comes out of a shell's parser as it went into `shQuote`. */
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shWords } from "../../src/compile/sh-quote.ts";
import { SHELLS } from "../helpers/compile-run.ts";
import { stock } from "../helpers/programs.ts";

/** Characters that some shell, somewhere, takes for syntax, and bytes that shells use inside themselves. */
const HOSTILE = [..."'\"\\$`!*?[]{}()<>|&;#~=%^,.:@+- \t\n\r\u0001\u007f\u0081\u0083\u0088\u00ffé€😀aZ0_/"];

const word = fc.oneof(
  fc.string({ unit: fc.constantFrom(...HOSTILE), maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 8 }).map((s) => s.replaceAll("\0", "")),
);

const FIXED = [
  "",
  "'",
  "''",
  "-n",
  "--",
  "-",
  "~",
  "a=b",
  "$(touch x)",
  "`id`",
  "\\",
  "a\n",
  "\n",
  "{a,b}",
  "!!",
  "x".repeat(100_000),
];

describe.each(Object.entries(SHELLS))("%s", (_name, shell) => {
  const through = (words: readonly string[]): string[] => {
    const [program, ...options] = shell;
    const script = `exec printf '%s\\0' ${shWords(words)}`;
    const { stdout, stderr } = spawnSync(program, [...options, "-s"], { input: script });
    expect(stderr.toString()).toBe("");
    return stdout.toString().split("\0").slice(0, -1);
  };

  it("gives back the awkward words we know", (ctx) => {
    stock(ctx, shell[0]);
    expect(through(FIXED)).toEqual(FIXED);
  });

  it("gives back any words", (ctx) => {
    stock(ctx, shell[0]);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), (words) => {
        expect(through(words)).toEqual(words);
      }),
      { numRuns: 100 },
    );
  });
});
