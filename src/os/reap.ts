/** Learning how children ended. This process must start all of its children through `spawn.ts`: any child is reaped. */
import { type ChildEnd, reapOne } from "./libc.ts";

/** Calls `onEnd` for every child that has ended by now, orphans adopted as PID 1 or sub-reaper included. */
export function reapChildren(onEnd: (end: ChildEnd) => void): void {
  for (let end = reapOne(); end !== undefined; end = reapOne()) onEnd(end);
}
