/**
 * A thread that starts programs for this process and has next to nothing open itself. A new program is born with a copy of
 * its parent's descriptors and closes them one by one: with a thousand services that is milliseconds for each start. The
 * thread has a table of its own, so that its children have little to close; they are this process's children all the same.
 */
import { Worker } from "node:worker_threads";
import { awaitThread, prepareForThread } from "./heap.ts";
import { addressOf } from "./libc.ts";
import { OsError } from "./os-error.ts";
import { areSame, type Source, type SpawnOrder } from "./posix-spawn.ts";
import { ownFile } from "./self.ts";

export class SpawnThread {
  readonly #slot: SpawnSlot = spawnSlot(new SharedArrayBuffer(SLOT_BYTES));
  #last: SpawnOrder | undefined;
  #isAwaited: boolean;

  /**
   * Ready some time later; never, where no thread can be had or the kernel is older than 5.6. `isAwaited`: the first order
   * waits for it, for a moment.
   */
  constructor(isAwaited: boolean) {
    this.#isAwaited = isAwaited;
    prepareForThread();
    const worker = new Worker(ownFile("spawn-worker.cjs"), {
      workerData: this.#slot.memory,
      resourceLimits: { maxYoungGenerationSizeMb: 1, stackSizeMb: 1 },
    });
    const isGone = (): void => void Atomics.store(this.#slot.words, STATE, GONE);
    worker.on("error", isGone).on("exit", isGone).unref();
  }

  /** As `posix-spawn.ts`; undefined: it cannot take this order now. What the order points to stays: this thread waits. */
  spawn(order: SpawnOrder): number | undefined {
    const { words } = this.#slot;
    this.#await();
    const state = Atomics.load(words, STATE);
    if (state !== IDLE || !this.#write(order)) return undefined;
    Atomics.store(words, STATE, ORDERED);
    Atomics.notify(words, STATE);
    while (Atomics.load(words, STATE) === ORDERED) Atomics.wait(words, STATE, ORDERED);
    const errno = words[ERRNO] ?? 0;
    if (errno !== 0) throw new OsError("exec", errno, order.program);
    return words[PID] ?? 0;
  }

  #await(): void {
    if (!this.#isAwaited) return;
    this.#isAwaited = false;
    awaitThread(this.#slot.words, STATE);
  }

  /** Most services differ in nothing but their directory, and the thread remembers the rest. */
  #write(order: SpawnOrder): boolean {
    const { words } = this.#slot;
    words[DIRECTORY] = order.directory;
    if (this.#last !== undefined && isLike(this.#last, order)) return true;
    if (!fits(order)) return false;
    writeOrder(this.#slot, order);
    words[EDITION] = (words[EDITION] ?? 0) + 1;
    this.#last = order;
    return true;
  }
}

/** What both threads see. */
export interface SpawnSlot {
  readonly memory: SharedArrayBuffer;
  /** State, answer (pid, errno), directory, edition of the rest: lengths of program and path, number of pairs, the pairs. */
  readonly words: Int32Array;
  /** Addresses of argv and environment; limits on open files: whether, the child's soft and hard, our soft and hard. */
  readonly longs: BigInt64Array;
  /** The program, then the path to be opened if there is one. */
  readonly text: Buffer;
}

/** States but 0, not there yet: waiting for an order, at work on one, never there again. */
export const IDLE = 1;
export const ORDERED = 2;
const GONE = 3;

/** Places in `words`. */
export const STATE = 0;
export const PID = 1;
export const ERRNO = 2;
export const DIRECTORY = 3;
export const EDITION = 4;
const LENGTH = 5;
const PATH_LENGTH = 6;
const PAIRS = 7;
const FIRST_PAIR = 8;
const MOST_PAIRS = 16;
/** In a pair: the path, not a descriptor. */
const PATH = -1;
const TEXT_BYTES = 4096;
const WORDS = FIRST_PAIR + 2 * MOST_PAIRS;
const LONGS = 7;
const LONGS_AT = 8 * Math.ceil((4 * WORDS) / 8);
const TEXT_AT = LONGS_AT + 8 * LONGS;
const SLOT_BYTES = TEXT_AT + TEXT_BYTES;

/** The parts of the memory that both threads were given. */
export function spawnSlot(memory: SharedArrayBuffer): SpawnSlot {
  return {
    memory,
    words: new Int32Array(memory, 0, WORDS),
    longs: new BigInt64Array(memory, LONGS_AT, LONGS),
    text: Buffer.from(memory, TEXT_AT, TEXT_BYTES),
  };
}

function isLike(a: SpawnOrder, b: SpawnOrder): boolean {
  return (
    a.program === b.program &&
    a.argv === b.argv &&
    a.environment === b.environment &&
    a.openFiles === b.openFiles &&
    areSame(a.descriptors, b.descriptors)
  );
}

function fits({ program, descriptors }: SpawnOrder): boolean {
  const paths = descriptors.flatMap(([source]) => (typeof source === "string" ? source : []));
  const bytes = Buffer.byteLength(program) + Buffer.byteLength(paths[0] ?? "");
  return bytes < TEXT_BYTES && paths.length <= 1 && descriptors.length <= MOST_PAIRS;
}

function writeOrder({ words, longs, text }: SpawnSlot, order: SpawnOrder): void {
  const length = text.write(order.program);
  words[LENGTH] = length;
  words[PAIRS] = order.descriptors.length;
  order.descriptors.forEach(([source, target], i) => {
    if (typeof source === "string") words[PATH_LENGTH] = text.write(source, length);
    words[FIRST_PAIR + 2 * i] = typeof source === "string" ? PATH : source;
    words[FIRST_PAIR + 2 * i + 1] = target;
  });
  const addresses = [addressOf(order.argv), addressOf(order.environment)];
  longs.set([...addresses, ...limitsOf(order)].map((value) => BigInt.asIntN(64, value)));
}

function limitsOf({ openFiles }: SpawnOrder): bigint[] {
  if (openFiles === undefined) return [0n];
  const { child, own } = openFiles;
  return [1n, child.soft, child.hard, own.soft, own.hard];
}

/** The order in a slot but for its directory, with the descriptors' numbers as its writer knows them. */
export function readOrder({ words, longs, text }: SpawnSlot): Omit<SpawnOrder, "directory"> {
  const at = (i: number): number => words[i] ?? 0;
  const long = (i: number): bigint => BigInt.asUintN(64, longs[i] ?? 0n);
  const path = (): string => text.toString("utf8", at(LENGTH), at(LENGTH) + at(PATH_LENGTH));
  const source = (i: number): Source => (at(i) === PATH ? path() : at(i));
  return {
    program: text.toString("utf8", 0, at(LENGTH)),
    argv: { pointers: long(0), keep: [] },
    environment: { pointers: long(1), keep: [] },
    descriptors: Array.from({ length: at(PAIRS) }, (_, i) => [
      source(FIRST_PAIR + 2 * i),
      at(FIRST_PAIR + 2 * i + 1),
    ]),
    openFiles:
      long(2) === 0n
        ? undefined
        : { child: { soft: long(3), hard: long(4) }, own: { soft: long(5), hard: long(6) } },
  };
}
