/** Learning how children ended. This process must start all of its children through `spawn.ts`: any child is reaped. */
import { type ChildEnd, endedChild, letGoOf } from "./libc.ts";

/**
 * Calls `onEnd` for every child that has ended by now, orphans adopted as PID 1 or sub-reaper included. The kernel takes its
 * time to clear away a process: that comes after the call, unless `letGo` is called in it.
 */
export function reapChildren(onEnd: (end: ChildEnd, letGo: () => void) => void): void {
  for (let end = endedChild(); end !== undefined; end = endedChild()) tell(end, onEnd);
}

function tell(end: ChildEnd, onEnd: (end: ChildEnd, letGo: () => void) => void): void {
  let isThere = true;
  // Once: the number may be another child's by then.
  const letGo = (): void => {
    if (isThere) letGoOf(end);
    isThere = false;
  };
  try {
    onEnd(end, letGo);
  } finally {
    letGo();
  }
}
