import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { report } from "../../bench/harness.ts";
import { benchmarkPage, type Kept } from "../../bench/page.ts";

it("docs/benchmarks.md is made of bench/results/ and bench/behind.md", async () => {
  const kept = readdirSync("bench/results")
    .sort()
    .map((file) => JSON.parse(readFileSync(`bench/results/${file}`, "utf8")) as Kept);
  const page = benchmarkPage(kept, readFileSync("bench/behind.md", "utf8"));
  await expect(page).toMatchFileSnapshot("../../docs/benchmarks.md");
});

describe("figures of a guest", () => {
  const kept = (machine: string, ms: number | undefined, guest?: string): Kept => ({
    machine,
    ...(guest === undefined ? {} : { guest }),
    date: "2026-01-02",
    reports: [
      report({
        part: "p",
        title: "Many",
        samples: new Map(ms === undefined ? [] : [["svforge", [{ ms }]]]),
        notes: ms === undefined ? ["left out: no room"] : [],
      }),
    ],
  });
  const page = benchmarkPage([kept("Guest", 3, "emulated"), kept("Main", undefined)], "The end");

  it("stand apart, and their table names the guest", () =>
    expect(page.slice(page.indexOf("## In a guest"))).toMatch(
      /\n## Many, in a guest\n\n.*\n.*\n\| ms \| 3\.00 .*\n\n- measured in a guest: Guest \(2026-01-02\), emulated\n\nThe end\n$/,
    ));

  it("are not said to be of the main machine", () => {
    expect(page).toContain("Measured on Main (2026-01-02).");
    expect(page).not.toContain("Measured on Guest");
  });

  it("are pointed to where the main machine has none", () =>
    expect(page).toContain("## Many\n\n- left out: no room\n- measured in a guest instead: below\n"));

  it("need no chapter where there are none", () =>
    expect(benchmarkPage([kept("Main", undefined)], "The end")).not.toContain("guest"));
});
