import fc from "fast-check";
import { expect, it } from "vitest";
import { visible, widthOf } from "../../src/diagnostics/visible.ts";

it.each([
  ["plain é 中 😀", "plain é 中 😀"],
  ["a\u001b[31mb", "a<U+001B>[31mb"],
  ["a\nb\tc", "a<U+000A>b<U+0009>c"],
  ["\u202eabc\u2066", "<U+202E>abc<U+2066>"],
  ["a\u200bb\ufeff\u2028", "a<U+200B>b<U+FEFF><U+2028>"],
  ["\ud800", "<U+D800>"],
])("%j", (text, shown) => {
  expect(visible(text)).toBe(shown);
});

it("nothing that moves a cursor is left, and doing it twice changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const shown = visible(text);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(visible(shown)).toBe(shown);
    }),
  );
});

it.each([
  ["abc", 3],
  ["é", 1],
  ["e\u0301", 1],
  ["中", 2],
  ["😀", 2],
  ["", 0],
])("%j takes %i columns", (text, columns) => {
  expect(widthOf(text)).toBe(columns);
});
