/** Waiting for a process that is not our child, without polling. */
import { closeSync } from "node:fs";
import { openPidfd } from "./libc.ts";
import { isSameProcess, type ProcessIdentity } from "./proc-stat.ts";
import { watchOrClose } from "./readable.ts";

/**
 * Calls `onEnd` once when the process ends; the returned function stops waiting. Undefined: it does not run (any more).
 * The pidfd is opened before the identity is compared, so a reused pid cannot slip between.
 */
export function watchProcess(who: ProcessIdentity, onEnd: () => void): (() => void) | undefined {
  const fd = openPidfd(who.pid);
  if (fd === undefined) return undefined;
  try {
    if (!isSameProcess(who)) {
      closeSync(fd);
      return undefined;
    }
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  const stopWatching = watchOrClose(fd, () => {
    stop();
    onEnd();
  });
  const stop = (): void => {
    stopWatching();
    closeSync(fd);
  };
  return stop;
}
