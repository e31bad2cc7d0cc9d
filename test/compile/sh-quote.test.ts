import { expect, it } from "vitest";
import { shQuote, shWords } from "../../src/compile/sh-quote.ts";

it.each([
  ["plain", "plain"],
  ["/usr/sbin/x-1.2_3@a:b,c%d+e=f", "/usr/sbin/x-1.2_3@a:b,c%d+e=f"],
  ["", "''"],
  ["two words", "'two words'"],
  ["it's", "'it'\\''s'"],
  ["'", "''\\'''"],
  ['$x `y` \\ "z"', "'$x `y` \\ \"z\"'"],
  ["~", "'~'"],
  ["a\nb", "'a\nb'"],
  ["é", "'é'"],
])("%j becomes %s", (word, text) => {
  expect(shQuote(word)).toBe(text);
});

it("joins words", () => {
  expect(shWords(["a", "b c", ""])).toBe("a 'b c' ''");
});
