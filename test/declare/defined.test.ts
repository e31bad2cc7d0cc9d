import { expect, it } from "vitest";
import { defined } from "../../src/declare/defined.ts";

it("leaves out what is undefined and nothing else", () => {
  const result = defined({ a: 0, b: undefined, c: false, d: "", e: undefined });
  expect(Object.entries(result)).toEqual([
    ["a", 0],
    ["c", false],
    ["d", ""],
  ]);
});
