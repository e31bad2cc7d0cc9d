/**
 * What services leave behind: children of theirs that outlived them and, orphaned, became ours (as PID 1 or subreaper).
 * Once everything is down they are ended as well, in a bounded time: TERM and CONT, then KILL.
 */
import { constants } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { kill } from "../os/libc.ts";
import { childrenOf } from "../os/proc-stat.ts";
import type { Children } from "./children.ts";

const TERM_MS = 1000;
const KILL_MS = 1000;
const LOOK_MS = 20;

/** Ends every child of this process. What cannot be killed is left after two seconds. */
export async function endLeftovers(children: Children): Promise<void> {
  const { SIGTERM, SIGCONT, SIGKILL } = constants.signals;
  if (await signalUntilGone(children, [SIGTERM, SIGCONT], TERM_MS)) return;
  await signalUntilGone(children, [SIGKILL], KILL_MS);
}

/** Those that cannot be seen now are none: the deadline holds in any case. */
function childrenNow(): number[] {
  try {
    return childrenOf(process.pid);
  } catch {
    return [];
  }
}

/** Each is signalled once; the orphans of those that end come to us and are signalled in turn. */
async function signalUntilGone(
  children: Children,
  signals: readonly number[],
  timeoutMs: number,
): Promise<boolean> {
  const told = new Set<number>();
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    children.sweep();
    const left = childrenNow();
    if (left.length === 0) return true;
    for (const pid of left.filter((p) => !told.has(p))) {
      told.add(pid);
      for (const signal of signals) kill(pid, signal);
    }
    if (performance.now() > deadline) return false;
    await sleep(LOOK_MS);
  }
}
