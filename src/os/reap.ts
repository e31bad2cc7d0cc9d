/** Learning how children ended. This process must start all of its children through `spawn.ts`: any child is reaped. */
import { type ChildEnd, endedChild, letGoOf } from "./libc.ts";

export type OnChildEnd = (end: ChildEnd, letGo: () => void) => void;

/**
 * Calls `onEnd` for every child that has ended by now, orphans adopted as PID 1 or sub-reaper included. The kernel takes its
 * time to clear away a process: that comes after the call, unless `letGo` is called in it.
 */
export function reapChildren(onEnd: OnChildEnd): void {
  for (let end = endedChild(); end !== undefined; end = endedChild()) tell(end, onEnd);
}

/** As `reapChildren`, for one that surely is our child: no look at all others. */
export function reapChild(pid: number, onEnd: OnChildEnd): void {
  const end = endedChild(pid);
  if (end !== undefined) tell(end, onEnd);
}

function tell(end: ChildEnd, onEnd: OnChildEnd): void {
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
