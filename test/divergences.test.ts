/** Every difference that docs/divergences.md claims names a test that exists. */
import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const root = new URL("..", import.meta.url).pathname;
const rows = readFileSync(`${root}docs/divergences.md`, "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (what|---)/.test(line))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "").trim()));

it("each row names what shows it", () => {
  expect(rows.length).toBeGreaterThan(40);
  const missing = rows.filter((row) => !existsSync(`${root}test/${row.at(-1)}.test.ts`));
  expect(missing.map((row) => `${row[0]}: ${row.at(-1)}`)).toEqual([]);
});
