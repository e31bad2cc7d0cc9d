/** One activation at a time: a lock on the state directory, and who holds it. */
import { ownershipOf } from "../os/live-tree.ts";
import { type FileLock, lockHolder, takeLock } from "../os/lock.ts";
import { ensureDirectory, operations } from "../os/operations.ts";
import { commandLine } from "../os/process-facts.ts";
import type { StatePaths } from "./paths.ts";

/** Takes the lock. A text instead of a lock: somebody holds it, and this is who. Nothing is written into the file. */
export function lockState(state: StatePaths): FileLock | string {
  ensureDirectory(operations, state.root, 0o755);
  return takeLock(state.lock) ?? holder(state);
}

function holder(state: StatePaths): string {
  const file = ownershipOf(state.lock);
  const pid = file === undefined ? undefined : lockHolder(file);
  return pid === undefined ? "another process" : `${commandLine(pid)} (pid ${pid})`;
}
