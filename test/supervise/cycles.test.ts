import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCycle, hardTargets, updateCycles } from "../../src/supervise/cycles.ts";
import type { ScanTurn } from "../../src/supervise/scan-turn.ts";
import { needs, ScanBench, set } from "./scan-bench.ts";

describe("cycles", () => {
  it("are refused with the way round, once", () => {
    const bench = new ScanBench().scan("a", "b", "c").relate("a", needs("b")).relate("b", needs("c"));
    bench.take();
    bench.relate("c", needs("a"));
    expect(bench.take()).toBe(
      "report (cycle), dependencies c refused, dependencies b refused, dependencies a refused",
    );
    bench.relate("c", needs("a"));
    expect(bench.take()).toBe("");
  });

  it("of one", () => {
    expect(new ScanBench().scan("a").relate("a", needs("a")).take()).toContain("dependencies a refused");
  });

  it("do not touch who merely depends on a member: it waits", () => {
    const bench = new ScanBench().scan("a", "b", "web").relate("a", needs("b")).relate("b", needs("a"));
    bench.relate("web", needs("a"));
    expect(bench.state.told.get("i:web")?.verdict).toBe("wait");
  });

  it("end when a member's files change, or when one goes", () => {
    const bench = new ScanBench().scan("a", "b").relate("a", needs("b")).relate("b", needs("a"));
    bench.take();
    expect(bench.relate("b").take()).toBe("dependencies b met, dependencies a wait");
    bench.relate("b", needs("a"));
    bench.take();
    expect(bench.scan("b").ended("a").take()).toContain("dependencies b wait");
  });

  it("are found whatever the graph, exactly where they are", () => {
    const graph = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 14 });
    fc.assert(
      fc.property(graph, (edges) => {
        const names = [..."abcdefgh"];
        const bench = new ScanBench().scan(...names);
        const of = (i: number): string[] =>
          edges.filter(([from]) => from === i).map(([, to]) => names[to] ?? "");
        for (const [i, name] of names.entries()) bench.relate(name, needs(...of(i)));
        for (const name of names) {
          const refused = bench.state.told.get(`i:${name}`)?.verdict === "refused";
          expect([name, refused]).toEqual([name, findCycle(bench.state, `i:${name}`) !== undefined]);
        }
      }),
    );
  });

  it("a chain of ten thousand is no problem", () => {
    const bench = new ScanBench().scan(...Array.from({ length: 10_000 }, (_, i) => `s${i}`));
    for (let i = 9999; i > 0; i--) bench.relate(`s${i}`, needs(`s${i - 1}`));
    expect(findCycle(bench.state, "i:s9999")).toBeUndefined();
  });
});

it("targets that do not exist are no targets", () => {
  const bench = set({ a: needs("b", "nobody"), b: {} });
  expect(hardTargets(bench.state, "i:a")).toEqual(["i:b"]);
});

it("an update without changes changes nobody", () => {
  const bench = set({ a: needs("b"), b: {} });
  const turn = { s: bench.state, now: 0, effects: [] } as unknown as ScanTurn;
  expect(updateCycles(turn, ["i:a", "i:b"])).toEqual([]);
});
