import { expect, it } from "vitest";
import {
  type Check,
  choice,
  flag,
  listOf,
  must,
  nullable,
  object,
  type Problem,
  text,
  whole,
  word,
} from "../../src/protocol/json-shape.ts";

function problems(check: Check, value: unknown): string[] {
  const found: Problem[] = [];
  check(value, "k", found);
  return found.map((p) => `${p.key} ${p.reason}`);
}

it.each([
  [text, "a", []],
  [text, "", ["k must be a text that is not empty and holds no NUL"]],
  [text, "a\0", ["k must be a text that is not empty and holds no NUL"]],
  [flag, 1, ["k must be true or false"]],
  [whole(1, 5), 5, []],
  [whole(1, 5), 6, ["k must be a whole number from 1 to 5"]],
  [whole(1), 1.5, ["k must be a whole number of at least 1"]],
  [whole(0), "1", ["k must be a whole number of at least 0"]],
  [word("a", "b"), "b", []],
  [word("a", "b"), "c", ['k must be "a" or "b"']],
  [nullable(flag), null, []],
  [nullable(flag), 0, ["k must be true or false"]],
  [listOf(flag), [true, 0, 1], ["k[1] must be true or false", "k[2] must be true or false"]],
  [listOf(flag), {}, ["k must be a list"]],
  [listOf(flag, 1), [], ["k must not be empty"]],
  [must("odd", (v) => v === 1), 2, ["k must be odd"]],
] as const)("case %#", (check, value, expected) => {
  expect(problems(check, value)).toEqual(expected);
});

it("an object has its keys and no other, inherited names included", () => {
  const shape = object({ a: flag }, { b: flag });
  expect(problems(shape, { a: true })).toEqual([]);
  expect(problems(shape, { b: 1 })).toEqual(["k.a is missing", "k.b must be true or false"]);
  expect(problems(shape, JSON.parse('{"a":true,"__proto__":1,"toString":2}'))).toEqual([
    "k.__proto__ is not a known key",
    "k.toString is not a known key",
  ]);
  for (const other of [null, [], "a"]) expect(problems(shape, other)).toEqual(["k must be an object"]);
});

it("a choice has exactly one of its keys", () => {
  const shape = choice({ a: flag, b: flag }, { c: flag });
  expect(problems(shape, { a: true, c: true })).toEqual([]);
  expect(problems(shape, { c: true })).toEqual(["k must have exactly one of a, b"]);
  expect(problems(shape, { a: true, b: true, c: true })).toEqual(["k must have exactly one of a, b"]);
});
