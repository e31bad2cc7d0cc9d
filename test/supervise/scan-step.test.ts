import { describe, expect, it } from "vitest";
import { RETURN_MS, SETTLE_MS, SOFT_WAIT_MS } from "../../src/supervise/scan-state.ts";
import { createScan, nextScanDeadline, scanStep } from "../../src/supervise/scan-step.ts";
import { COMING, found, needs, ScanBench, set } from "./scan-bench.ts";

describe("deadlines", () => {
  it("are those of settling, returning and waiting; none otherwise", () => {
    const bench = new ScanBench().scan("a");
    expect(nextScanDeadline(bench.state)).toBe(Infinity);
    bench.scan("a", found("half", { complete: false }));
    expect(nextScanDeadline(bench.state)).toBe(bench.now + SETTLE_MS);
    bench.scan("a").ended("a");
    expect(nextScanDeadline(bench.state)).toBe(bench.now + RETURN_MS);
  });

  it("a wait that is over is no deadline", () => {
    const bench = new ScanBench()
      .scan("a", "b")
      .relate("b", { wants: ["a"] })
      .level("a", COMING);
    expect(nextScanDeadline(bench.state)).toBe(bench.now + SOFT_WAIT_MS);
    bench.tick(SOFT_WAIT_MS);
    expect(nextScanDeadline(bench.state)).toBe(Infinity);
  });
});

describe("levels", () => {
  it("of somebody unknown or ended change nothing", () => {
    const bench = set({ a: {}, b: needs("a") }).level("nobody");
    bench.ended("a").take();
    expect(bench.level("a").take()).toBe("");
    expect(bench.state.told.get("i:b")?.verdict).toBe("wait");
  });

  it("a dependency that ends is waited for again", () => {
    const bench = set({ a: {}, b: needs("a") });
    expect(bench.ended("a").take()).toBe("dependencies b wait");
  });
});

it("after its exit it hears nothing", () => {
  const state = createScan();
  expect(scanStep(state, { kind: "shutdown", exitCode: 0, now: 0 }).effects).toEqual([
    { kind: "exit", code: 0 },
  ]);
  expect(scanStep(state, { kind: "scanned", entries: [found("a")], now: 1 }).effects).toEqual([]);
});

it("a thousand services with one dependency each are brought up in no time", () => {
  const names = Array.from({ length: 1000 }, (_, i) => `s${i}`);
  const bench = new ScanBench().scan("db", ...names).relate("db");
  for (const name of names) bench.relate(name, needs("db")).level(name, COMING);
  bench.level("db").take();
  const begin = performance.now();
  for (const name of names) bench.level(name);
  expect(performance.now() - begin).toBeLessThan(1000);
});
