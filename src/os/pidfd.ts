/** Waiting for one process by a descriptor of it: for one that is not our child, or one child among many. */
import { closeRaw } from "./close-raw.ts";
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
      closeRaw(fd);
      return undefined;
    }
  } catch (error) {
    closeRaw(fd);
    throw error;
  }
  const stop = watchDescriptor(fd, () => {
    stop();
    onEnd();
  });
  return stop;
}

/**
 * For a child that has not been let go of: its number is nobody else's. Calls `onEnd` from its end on until the returned
 * function is called. Undefined: it is gone, or its descriptor would not be below `limit`.
 */
export function watchChild(pid: number, limit: number, onEnd: () => void): (() => void) | undefined {
  const fd = openPidfd(pid);
  if (fd === undefined) return undefined;
  if (fd < limit) return watchDescriptor(fd, onEnd);
  closeRaw(fd);
  return undefined;
}

function watchDescriptor(fd: number, onEnd: () => void): () => void {
  const stopWatching = watchOrClose(fd, onEnd);
  return () => {
    stopWatching();
    closeRaw(fd);
  };
}
