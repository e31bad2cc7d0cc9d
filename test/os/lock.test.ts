import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { lockHolder, takeLock } from "../../src/os/lock.ts";

const dir = mkdtempSync(join(tmpdir(), "svforge-lock-"));
afterAll(() => rmSync(dir, { recursive: true }));

it("one holder at a time, and the kernel says which", () => {
  const path = join(dir, "lock");
  const lock = takeLock(path);
  expect(lock).toBeDefined();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(takeLock(path)).toBeUndefined();
  expect(lockHolder(statSync(path))).toBe(process.pid);
  lock?.release();
  expect(lockHolder(statSync(path))).toBeUndefined();
  takeLock(path)?.release();
  closeSync(openSync(path, "r"));
});

it("is given back also while a child has a copy of the descriptor", () => {
  const path = join(dir, "copied");
  const lock = takeLock(path);
  const child = spawn("sleep", ["1000"], { stdio: ["ignore", "ignore", "ignore", lock?.fd ?? -1] });
  try {
    lock?.release();
    expect(takeLock(path)).toBeDefined();
  } finally {
    child.kill("SIGKILL");
  }
});
