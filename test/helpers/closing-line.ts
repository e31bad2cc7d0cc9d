/** Ends a run with what was left out and one plain line; under CI (or SVFORGE_REQUIRE_ALL) a left-out test fails it. */
import type { Reporter, TestCase, TestModule } from "vitest/node";

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((m) => [...m.children.allTests()]);
    const by = (state: string): TestCase[] => tests.filter((t) => t.result().state === state);
    const left = by("skipped");
    const broken = modules.filter(
      (m) => m.state() === "failed" && [...m.children.allTests("failed")].length === 0,
    );
    for (const test of left) {
      const result = test.result();
      const why = result.state === "skipped" && result.note !== undefined ? result.note : "no reason given";
      console.log(`left out: ${test.module.relativeModuleId} > ${test.fullName} (${why})`);
    }
    if (left.length > 0 && (process.env.CI || process.env.SVFORGE_REQUIRE_ALL)) {
      console.log("Nothing may be left out here.");
      process.exitCode = 1;
    }
    for (const test of tests.filter((t) => t.diagnostic()?.flaky === true)) {
      console.log(`passed only when tried again: ${test.module.relativeModuleId} > ${test.fullName}`);
    }
    const failed = by("failed").length + broken.length;
    process.on("exit", () => {
      console.log(`${by("passed").length} passed, ${failed} failed, ${left.length} skipped`);
    });
  }
}
