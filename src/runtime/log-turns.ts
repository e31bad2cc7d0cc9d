/**
 * Whether the log engine's thread moves. It counts its turns in memory that both sides see; the other side looks at the
 * count every few seconds while the logs are busy, and not at all while they are quiet: the first turn that nobody looks
 * at asks for it.
 */

import { awaitThread } from "../os/heap.ts";

/** Memory both sides see: turns so far, the log of the last one, whether somebody looks, whether the thread has let go, whether it is there. */
export type SharedWords = Int32Array<SharedArrayBuffer>;

const TURNS = 0;
const LOG = 1;
const IS_WATCHED = 2;
const HAS_STOPPED = 3;
const IS_THERE = 4;

/** New words, all 0. */
export function makeWords(): SharedWords {
  return new Int32Array(new SharedArrayBuffer(20));
}

/** The thread's side. */
export class Turns {
  readonly #words: SharedWords;
  readonly #askForWatch: () => void;

  constructor(words: SharedWords, askForWatch: () => void) {
    this.#words = words;
    this.#askForWatch = askForWatch;
    Atomics.store(words, IS_THERE, 1);
    Atomics.notify(words, IS_THERE);
  }

  /** Something is about to be done for this log that may hang. */
  begin(log: number): void {
    Atomics.store(this.#words, LOG, log);
    Atomics.add(this.#words, TURNS, 1);
    if (Atomics.exchange(this.#words, IS_WATCHED, 1) === 0) this.#askForWatch();
  }

  stopped(): void {
    Atomics.store(this.#words, HAS_STOPPED, 1);
    Atomics.notify(this.#words, HAS_STOPPED);
  }
}

/** Forgets what an earlier thread left. */
export function clearWords(words: SharedWords): void {
  words.fill(0);
}

/** Waits until the thread runs, not for long; blocks. */
export function waitForStart(words: SharedWords): void {
  awaitThread(words, IS_THERE);
}

/** Waits until the thread has let go of everything; blocks. */
export function waitForStop(words: SharedWords, milliseconds: number): void {
  Atomics.wait(words, HAS_STOPPED, 0, milliseconds);
}

/** How often the turns are looked at. */
const LOOK_MS = 1500;
/** Without a turn, and without a rest, for so long: it hangs. */
const HANGS_MS = 3000;
/** Without hanging for so long: it is over. Less would say the same of each of many slow writes. */
const IS_OVER_MS = 4000;

export interface WatchEvents {
  /** How long the thread's event loop has rested so far, in milliseconds. */
  readonly restedMs: () => number;
  readonly now: () => number;
  /** The thread hangs, in a call for this log. */
  readonly hangs: (log: number) => void;
  /** Called at each look while it hangs. */
  readonly stillHangs: () => void;
  readonly moves: (hungMs: number) => void;
}

/** The other side. */
export class TurnWatch {
  readonly #words: SharedWords;
  readonly #events: WatchEvents;
  #timer: NodeJS.Timeout | undefined;
  #turns = 0;
  #rested = 0;
  #movedAt = 0;
  #lookedAt = 0;
  #hung: { readonly since: number; last: number } | undefined;

  constructor(words: SharedWords, events: WatchEvents) {
    this.#words = words;
    this.#events = events;
  }

  /** What the thread asked for. */
  start(): void {
    this.#note(this.#events.now());
    this.#again();
  }

  /** The thread is gone. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#hung = undefined;
  }

  get isHanging(): boolean {
    return this.#hung !== undefined;
  }

  #note(now: number): void {
    this.#turns = Atomics.load(this.#words, TURNS);
    this.#rested = this.#events.restedMs();
    this.#movedAt = now;
  }

  #look(): void {
    this.#timer = undefined;
    const now = this.#events.now();
    const sleptMs = now - this.#lookedAt - LOOK_MS;
    const turned = Atomics.load(this.#words, TURNS) !== this.#turns;
    const rested = this.#events.restedMs() > this.#rested;
    // What stopped this side (a debugger, SIGSTOP) stopped the other as well.
    if (turned || rested || sleptMs > LOOK_MS) this.#note(now);
    if (now - this.#movedAt >= HANGS_MS) this.#hang(now);
    else if (this.#hung !== undefined && now - this.#hung.last >= IS_OVER_MS) this.#recover();
    if (turned || !rested || this.#hung !== undefined || !this.#mayRest()) this.#again();
  }

  #again(): void {
    this.#lookedAt = this.#events.now();
    this.#timer ??= setTimeout(() => this.#look(), LOOK_MS).unref();
  }

  /** Nobody looks from now on. False: a turn has begun in this very moment. */
  #mayRest(): boolean {
    Atomics.store(this.#words, IS_WATCHED, 0);
    if (Atomics.load(this.#words, TURNS) === this.#turns) return true;
    Atomics.store(this.#words, IS_WATCHED, 1);
    return false;
  }

  #hang(now: number): void {
    if (this.#hung === undefined) {
      this.#hung = { since: this.#movedAt, last: now };
      this.#events.hangs(Atomics.load(this.#words, LOG));
    }
    this.#hung.last = now;
    this.#events.stillHangs();
  }

  #recover(): void {
    const { since, last } = this.#hung ?? { since: 0, last: 0 };
    this.#hung = undefined;
    this.#events.moves(last - since);
  }
}
