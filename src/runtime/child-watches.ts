/**
 * Being told which child ended, where there are many. SIGCHLD does not say, and the kernel then looks at one after the other:
 * among a thousand it takes a fifth of a millisecond to find the one, while a service is down. A descriptor of each says it at
 * once. SIGCHLD stays the net below: what has no watch, yet or for want of descriptors, is found as among few.
 */
import { openFilesLimit } from "../os/libc.ts";
import { watchChild } from "../os/pidfd.ts";
import { piecemeal } from "./piecemeal.ts";

const MANY = 200;

/** Of the limit on open files: services that are yet to come need four to fourteen each. */
const BELOW = 7 / 8;

export class ChildWatches {
  readonly #onEnd: (pid: number) => void;
  /** What ends the watch of a child. */
  readonly #watched = new Map<number, () => void>();
  readonly #unwatched = new Set<number>();
  #isOpening = false;
  #isPointless = false;

  /** `onEnd` hears of each that is watched. */
  constructor(onEnd: (pid: number) => void) {
    this.#onEnd = onEnd;
  }

  /** A child that has not been let go of. */
  add(pid: number): void {
    this.#unwatched.add(pid);
  }

  /** It has ended. Gives what ends its watch, if it has one. */
  take(pid: number): (() => void) | undefined {
    const stop = this.#watched.get(pid);
    this.#watched.delete(pid);
    this.#unwatched.delete(pid);
    return stop;
  }

  /** Opens the watches that are missing where they are worth it: some at a time, when other things have been done. */
  open(): void {
    if (this.#isOpening || this.#isPointless) return;
    if (this.#unwatched.size === 0 || this.#unwatched.size + this.#watched.size < MANY) return;
    this.#isOpening = true;
    // What services need comes before what only makes them quicker.
    const limit = Number(openFilesLimit().soft) * BELOW;
    const open = (pid: number): void => this.#open(pid, limit);
    piecemeal(this.#unwatched, open, () => {
      this.#isOpening = false;
    });
  }

  /** Everything is about to end: no more watches are opened. */
  openNoMore(): void {
    this.#isPointless = true;
  }

  #open(pid: number, limit: number): void {
    // One that cannot be watched is not tried again.
    this.#unwatched.delete(pid);
    if (this.#isPointless) return;
    try {
      const stop = watchChild(pid, limit, () => this.#ended(pid));
      if (stop !== undefined) this.#watched.set(pid, stop);
    } catch {}
  }

  #ended(pid: number): void {
    this.#onEnd(pid);
    this.take(pid)?.();
  }
}
