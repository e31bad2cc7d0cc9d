/** Stepping back from the processor for whoever waits for it. */
import { bind } from "./libc.ts";

const schedYield = bind("int sched_yield()");

/** What is ready to run on the processor of this thread runs before it; costs next to nothing when there is none. */
export function yieldProcessor(): void {
  schedYield();
}
