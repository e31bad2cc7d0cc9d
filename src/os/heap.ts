/** How much memory this process takes for itself. */
import { setFlagsFromString } from "node:v8";

/** `keepYoungSmall`, and optimizes only what is hot for long: for a burst, compiling costs more than it gains. */
export function keepHeapSmall(): void {
  isKept = true;
  keepYoungSmall();
  optimizeAfter(2_000_000);
}

let isKept = false;

/**
 * Before a thread is started: only under V8's own options does it take Node's own modules as they were compiled ahead, and
 * compiling them is half of what its start costs. True: these are others otherwise, and the thread sets them once it runs.
 */
export function prepareForThread(): boolean {
  if (isKept) asUsual();
  return isKept;
}

/** Waits for it, until `words[at]` is no longer 0: what this thread ran meanwhile would be optimized, and its heap grow. */
export function awaitThread(words: Int32Array, at: number): void {
  if (isKept && Atomics.wait(words, at, 0, THREAD_START_MS) === "timed-out") keepHeapSmall();
}

/** It takes a third of that. Longer, nobody's service waits for it. */
const THREAD_START_MS = 100;

/**
 * Keeps the young generation of V8's heap from growing with a burst of work such as a thousand starts: it would keep
 * what it once had, 40 MB for good. Collecting more often costs a few milliseconds. Holds for worker threads too, and must
 * be set again after each one has started: making its heap, V8 puts the factor back to 2 for the whole process
 * (`Heap::ConfigureHeap`).
 */
export function keepYoungSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}

/**
 * For a command that reads some hundred or thousand declarations and ends. Most of what V8 optimizes after its own 67,584
 * is done with by the time the optimized code is there, and with one processor to have it waits for that; ten thousand
 * declarations take about as long either way. And once a megabyte has outlived a collection the young generation has its
 * full size at once, not after three more doublings.
 */
export function prepareForBurst(): void {
  optimizeAfter(500_000);
  setFlagsFromString("--semi-space-growth-factor=16");
}

/** As V8 does by itself: it takes a code cache only where the options are those under which it was made. */
export function asUsual(): void {
  optimizeAfter(67_584);
  setFlagsFromString("--semi-space-growth-factor=2");
}

/** Bytes of bytecode that a function runs through before it counts as hot. */
function optimizeAfter(budget: number): void {
  // Later ones have no such flag, and say so on standard error.
  if (process.versions.v8.startsWith("11.")) setFlagsFromString(`--interrupt-budget=${budget}`);
}
