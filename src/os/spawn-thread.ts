/**
 * A thread that starts programs for this process and has next to nothing open itself. A new program is born with a copy of
 * its parent's descriptors and closes them one by one: with a thousand services that is milliseconds for each start. The
 * thread has a table of its own, so that its children have little to close; they are this process's children all the same.
 */
import { Worker } from "node:worker_threads";
import { keepHeapSmall } from "./heap.ts";
import { addressOf, type SpawnOrder } from "./libc.ts";
import { OsError } from "./os-error.ts";
import { ownFile } from "./self.ts";

export class SpawnThread {
  readonly #slot: SpawnSlot = spawnSlot(new SharedArrayBuffer(SLOT_BYTES));

  /** Ready some time later; never, where no thread can be had or the kernel is older than 5.6. */
  constructor() {
    const worker = new Worker(ownFile("spawn-worker.cjs"), {
      workerData: this.#slot.memory,
      resourceLimits: { maxYoungGenerationSizeMb: 1, stackSizeMb: 1 },
    });
    const isGone = (): void => void Atomics.store(this.#slot.words, STATE, GONE);
    worker.on("error", isGone).on("exit", isGone).unref();
  }

  /** Whether it can take this order now. */
  takes({ program, descriptors }: SpawnOrder): boolean {
    const state = Atomics.load(this.#slot.words, STATE);
    // Now and not when it is there: in the midst of a bring-up the heap would have grown by then.
    if (state === STARTING) keepHeapSmall();
    return state === IDLE && Buffer.byteLength(program) < PROGRAM_BYTES && descriptors.length <= MOST_PAIRS;
  }

  /** As `libc.spawn`. Whatever the order points to stays where it is, for this thread waits. */
  spawn(order: SpawnOrder): number {
    const { words } = this.#slot;
    writeOrder(this.#slot, order);
    Atomics.store(words, STATE, ORDERED);
    Atomics.notify(words, STATE);
    while (Atomics.load(words, STATE) === ORDERED) Atomics.wait(words, STATE, ORDERED);
    const errno = words[ERRNO] ?? 0;
    if (errno !== 0) throw new OsError("exec", errno, order.program);
    return words[PID] ?? 0;
  }
}

/** What both threads see. */
export interface SpawnSlot {
  readonly memory: SharedArrayBuffer;
  /** State, answer (pid, errno), directory, length of `program`, number of pairs, the pairs. */
  readonly words: Int32Array;
  /** Addresses of argv and environment; limits on open files: whether, the child's soft and hard, our soft and hard. */
  readonly longs: BigInt64Array;
  readonly program: Buffer;
}

/** States: not there yet, waiting for an order, at work on one, never there again. */
const STARTING = 0;
export const IDLE = 1;
export const ORDERED = 2;
const GONE = 3;

/** Places in `words`. */
export const STATE = 0;
export const PID = 1;
export const ERRNO = 2;
const DIRECTORY = 3;
const LENGTH = 4;
const PAIRS = 5;
const FIRST_PAIR = 6;
const MOST_PAIRS = 16;
const PROGRAM_BYTES = 4096;
const WORDS = FIRST_PAIR + 2 * MOST_PAIRS;
const LONGS = 7;
const LONGS_AT = 8 * Math.ceil((4 * WORDS) / 8);
const PROGRAM_AT = LONGS_AT + 8 * LONGS;
const SLOT_BYTES = PROGRAM_AT + PROGRAM_BYTES;

/** The parts of the memory that both threads were given. */
export function spawnSlot(memory: SharedArrayBuffer): SpawnSlot {
  return {
    memory,
    words: new Int32Array(memory, 0, WORDS),
    longs: new BigInt64Array(memory, LONGS_AT, LONGS),
    program: Buffer.from(memory, PROGRAM_AT, PROGRAM_BYTES),
  };
}

function writeOrder({ words, longs, program }: SpawnSlot, order: SpawnOrder): void {
  words[DIRECTORY] = order.directory;
  words[LENGTH] = program.write(order.program, "utf8");
  words[PAIRS] = order.descriptors.length;
  words.set(order.descriptors.flat(), FIRST_PAIR);
  const { openFiles } = order;
  const limits =
    openFiles === undefined
      ? [0n, 0n, 0n, 0n, 0n]
      : [1n, openFiles.child.soft, openFiles.child.hard, openFiles.own.soft, openFiles.own.hard];
  const addresses = [addressOf(order.argv), addressOf(order.environment)];
  longs.set([...addresses, ...limits].map((value) => BigInt.asIntN(64, value)));
}

/** The order in a slot, with the descriptors' numbers as its writer knows them. */
export function readOrder({ words, longs, program }: SpawnSlot): SpawnOrder {
  const at = (i: number): number => words[i] ?? 0;
  const long = (i: number): bigint => BigInt.asUintN(64, longs[i] ?? 0n);
  const pairs = Array.from(
    { length: at(PAIRS) },
    (_, i) => [at(FIRST_PAIR + 2 * i), at(FIRST_PAIR + 2 * i + 1)] as const,
  );
  return {
    program: program.toString("utf8", 0, at(LENGTH)),
    argv: { pointers: long(0), keep: [] },
    environment: { pointers: long(1), keep: [] },
    directory: at(DIRECTORY),
    descriptors: pairs,
    openFiles:
      long(2) === 0n
        ? undefined
        : { child: { soft: long(3), hard: long(4) }, own: { soft: long(5), hard: long(6) } },
  };
}
