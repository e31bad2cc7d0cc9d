import { expect, it } from "vitest";
import { humanBytes, humanDuration, table } from "../../src/cli/human.ts";

it.each([
  [0, "0ms"],
  [850, "850ms"],
  [12_400, "12s"],
  [60_000, "1m"],
  [200_000, "3m 20s"],
  [7_500_000, "2h 5m"],
  [3_553_200_000, "41d 3h"],
])("%d ms is %s", (ms, text) => expect(humanDuration(ms)).toBe(text));

it.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [3482, "3.4 KiB"],
  [12 * 1024 ** 2, "12 MiB"],
])("%d bytes are %s", (bytes, text) => expect(humanBytes(bytes)).toBe(text));

it("columns line up and lines have no blanks at their end", () => {
  expect(
    table([
      ["a", "bb", ""],
      ["ccc", "d", "e"],
    ]),
  ).toEqual(["a    bb", "ccc  d   e"]);
});
