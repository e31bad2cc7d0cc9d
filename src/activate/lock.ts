/** One activation at a time: a lock on the state directory, and a note of who holds it. */
import { replaceFile } from "../os/files.ts";
import { readRegular } from "../os/live-tree.ts";
import { takeLock } from "../os/lock.ts";
import { ensureDirectory, operations } from "../os/operations.ts";
import type { StatePaths } from "./paths.ts";

export interface Held {
  release(): void;
}

/** Takes the lock. A text instead of a lock: somebody holds it, and this is who. */
export function lockState(state: StatePaths, what: string): Held | string {
  ensureDirectory(operations, state.root, 0o755);
  const lock = takeLock(state.lock);
  if (lock === undefined) {
    const note = readRegular(`${state.lock}.holder`, 4096);
    return note === undefined ? "another process" : Buffer.from(note.content).toString("utf8").trim();
  }
  replaceFile(`${state.lock}.holder`, `${what} (pid ${process.pid})\n`, 0o644);
  return lock;
}
