/** Which process belongs to whom: routes the end of a child to the one who started it, reaps those nobody knows. */
import { type ChildEnd, kill } from "../os/libc.ts";
import { watchProcess } from "../os/pidfd.ts";
import type { ProcessIdentity } from "../os/proc-stat.ts";
import { reapChild, reapChildren } from "../os/reap.ts";
import { ChildWatches } from "./child-watches.ts";

/** How a process ended; `status` as wait(2) gives it, null for one that was not our child. */
export type OnEnd = (status: number | null) => void;

const LOOK_AGAIN_MS = 1000;

export class Children {
  readonly #waiting = new Map<number, OnEnd>();
  readonly #watches = new ChildWatches((pid) => reapChild(pid, this.#told));
  readonly #sweep = (): void => this.sweep();
  #letGo: () => void = () => undefined;

  start(): void {
    process.on("SIGCHLD", this.#sweep);
  }

  stop(): void {
    process.off("SIGCHLD", this.#sweep);
  }

  /** A child just started, or kept through an in-place upgrade. */
  expect(pid: number, onEnd: OnEnd): void {
    this.#waiting.set(pid, onEnd);
    this.#watches.add(pid);
  }

  /** A process of an earlier monitor. False: it is gone. Without room for a watch it is looked at every second. */
  adopt(who: ProcessIdentity, onEnd: OnEnd): boolean {
    try {
      return watchProcess(who, () => onEnd(null)) !== undefined;
    } catch {
      setTimeout(() => {
        if (!this.adopt(who, onEnd)) onEnd(null);
      }, LOOK_AGAIN_MS);
      return true;
    }
  }

  /** All are about to end: being told by SIGCHLD is enough. */
  allWillEnd(): void {
    this.#watches.openNoMore();
  }

  /** The one whose end is just being told leaves the process table and its group now, not afterwards. */
  letGo(): void {
    this.#letGo();
  }

  /** Reaps everything that has ended. Also once at start: an in-place upgrade may have swallowed a SIGCHLD. */
  sweep(): void {
    reapChildren(this.#told);
    this.#watches.open();
  }

  readonly #told = (end: ChildEnd, letGo: () => void): void => {
    this.#letGo = letGo;
    const onEnd = this.#waiting.get(end.pid);
    this.#waiting.delete(end.pid);
    // Let go of in the call, it may give its number to the next.
    const stopWatching = this.#watches.take(end.pid);
    onEnd?.(waitStatus(end));
    stopWatching?.();
  };
}

/** The status word of wait(2). */
export function waitStatus(end: ChildEnd): number {
  return end.signal === 0 ? end.code << 8 : end.signal | (end.dumpedCore ? CORE_FLAG : 0);
}

const CORE_FLAG = 0x80;

/** Whether anybody is left in the process group that `pid` led. */
export function isGroupAlive(pid: number): boolean {
  try {
    return kill(-pid, 0);
  } catch {
    return true;
  }
}
