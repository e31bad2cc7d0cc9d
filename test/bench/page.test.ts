import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { benchmarkPage, type Kept } from "../../bench/page.ts";

it("docs/benchmarks.md is made of bench/results/ and bench/behind.md", async () => {
  const kept = readdirSync("bench/results")
    .sort()
    .map((file) => JSON.parse(readFileSync(`bench/results/${file}`, "utf8")) as Kept);
  const page = benchmarkPage(kept, readFileSync("bench/behind.md", "utf8"));
  await expect(page).toMatchFileSnapshot("../../docs/benchmarks.md");
});
