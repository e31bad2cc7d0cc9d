import { expect, it } from "vitest";
import { Positions } from "../../src/declare/positions.ts";
import { newTable } from "../../src/declare/toml-tables.ts";

const positions = new Positions("f", "ab\n\ncd", newTable(0, 6));

it.each([
  [0, 1, { line: 1, column: 1, endColumn: 2 }],
  [1, 2, { line: 1, column: 2, endColumn: 3 }],
  [0, 6, { line: 1, column: 1, endColumn: 3 }],
  [2, 3, { line: 1, column: 3 }],
  [3, 3, { line: 2, column: 1 }],
  [5, 6, { line: 3, column: 2, endColumn: 3 }],
  [6, 6, { line: 3, column: 3 }],
])("offsets %i to %i", (start, end, place) => {
  expect(positions.place(start, end)).toEqual({ file: "f", ...place });
});

it("nothing stands where nothing is", () => {
  expect([
    positions.key(["a"]),
    positions.value(["a", 0]),
    positions.kind(["a"]),
    positions.kind([]),
  ]).toEqual([undefined, undefined, undefined, "table"]);
});
