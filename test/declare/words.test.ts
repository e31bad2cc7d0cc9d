import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordsFrom } from "../../src/declare/words.ts";

describe("a command in one string", () => {
  it.each([
    ["a b  c", ["a", "b", "c"]],
    [" \t a\n b ", ["a", "b"]],
    ["", []],
    ["a 'b  c' \"d e\"", ["a", "b  c", "d e"]],
    ["a'b'\"c\"d", ["abcd"]],
    ["'' \"\"", ["", ""]],
    ['a "\\"b\\\\" \'\\x\'', ["a", '"b\\', "\\x"]],
    ["a\\ b c\\\\d", ["a b", "c\\d"]],
    ["a ${var.x:-b c} d", ["a", "${var.x:-b c}", "d"]],
    ["a $$ $b $", ["a", "$$", "$b", "$"]],
    ["nginx -g 'daemon off;'", ["nginx", "-g", "daemon off;"]],
    ["a '|' \\> x|y", ["a", "|", ">", "x|y"]],
  ])("%j", (text, words) => {
    expect(wordsFrom(text)).toEqual({ words });
  });

  it.each(["a | b", "a > b", "a 2>&1", "a && b", "a ; b", "a &", "a `b`", "a < b"])(
    "%j needs a shell",
    (text) => {
      expect(wordsFrom(text)).toMatchObject({ wrong: expect.stringContaining("needs a shell") });
    },
  );

  it.each(["a 'b", 'a "b', 'a "b\\"'])("%j is not closed", (text) => {
    expect(wordsFrom(text)).toMatchObject({ wrong: expect.stringContaining("not closed") });
  });

  it("gives back any words that were quoted", () => {
    const quoted = fc.array(
      fc.string().filter((s) => !s.includes("'")),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(quoted, (words) => {
        expect(wordsFrom(words.map((w) => `'${w}'`).join(" "))).toEqual({ words });
      }),
    );
  });
});
