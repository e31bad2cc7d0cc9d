/**
 * When a program that this process started did so, in the ticks of /proc/PID/stat. The kernel stamps a process with the clock
 * that is read here, in the same time namespace: where both looks at it, before and after the start, are within one tick, the
 * stamp is too, and /proc, which takes longer than anything else about a start that is not the start itself, need not be asked.
 */
import { ticksSinceBoot } from "./libc.ts";
import { identityOf } from "./proc-stat.ts";

/** The last start: nobody else can have its pid before its end is known here. */
let last = { pid: 0, ticks: 0 };

/** Calls `start`, which starts a program and gives its pid. */
export function timed(start: () => number): number {
  const before = ticksSinceBoot();
  const pid = start();
  last = { pid: ticksSinceBoot() === before ? pid : 0, ticks: before };
  return pid;
}

/** Start time of a child of ours, for `ProcessIdentity`; "" once it is gone. Throws when it cannot be found out now. */
export function startTimeOf(pid: number): string {
  return pid === last.pid ? String(last.ticks) : (identityOf(pid)?.startTime ?? "");
}
