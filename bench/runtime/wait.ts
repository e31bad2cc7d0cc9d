/** Waiting, and summing up many trials. */
import { performance } from "node:perf_hooks";

/** Waits until something holds, looking every `everyMs`; throws after two minutes. */
export async function until(holds: () => boolean, everyMs: number = 2): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error("a suite did not get there within two minutes");
    await pause(everyMs);
  }
}

/** Milliseconds of nothing. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The value that so much of all values is not above. */
export function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0;
}
