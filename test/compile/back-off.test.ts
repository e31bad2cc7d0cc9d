import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { backOffLines, isGrowing, startedLines } from "../../src/compile/back-off.ts";
import { restartPolicy, service } from "../helpers/service.ts";

const growing = service({
  restart: restartPolicy({ delayMs: 1500, maxDelayMs: 30_000, resetAfterMs: 60_000 }),
});

it.each([
  [restartPolicy({ maxDelayMs: 2000 }), true],
  [restartPolicy(), false],
  [restartPolicy({ policy: "never", maxDelayMs: 2000 }), false],
])("%j grows: %s", (restart, answer) => {
  expect(isGrowing(service({ restart }))).toBe(answer);
  expect(startedLines(service({ restart })).length > 0).toBe(answer);
});

it("doubles up to the most, and begins anew after a run that lasted", () => {
  const folder = mkdtempSync(join(tmpdir(), "svforge-test-"));
  try {
    mkdirSync(join(folder, "supervise"));
    const script = `sleep() { echo "$1"; }; ${backOffLines(growing, "true").join("\n")}`;
    const pauseAfter = (secondsOfRun: number): string => {
      writeFileSync(join(folder, "supervise/started"), `${Math.floor(Date.now() / 1000) - secondsOfRun}\n`);
      return spawnSync("sh", ["-c", script], { cwd: folder }).stdout.toString().trim();
    };
    expect([1, 1, 1, 1, 1, 1].map(pauseAfter)).toEqual(["2", "4", "8", "16", "30", "30"]);
    expect([100, 1].map(pauseAfter)).toEqual(["2", "4"]);
    expect(readFileSync(join(folder, "supervise/delay"), "utf8")).toBe("8\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
