/**
 * Opening files in a thread beside one that starts programs. For the moment of each start the whole process has the limit on
 * open files that the new program is to have (posix-spawn.ts); what has no free number then may have one a moment later.
 */
import { monotonicMs } from "./clock.ts";
import { codeOf } from "./os-error.ts";

const PAUSE_MS = 1;
const MOST_MS = 50;
/** After having waited in vain it is not tried for so long: then it is no start that takes the numbers. */
const VAIN_MS = 1000;

let inVainAt = Number.NEGATIVE_INFINITY;
const never = new Int32Array(new SharedArrayBuffer(4));

/** Calls `open` again, blocking, while this process may have too many open files because of a start. It fails having done nothing. */
export function besideStarts<T>(open: () => T): T {
  for (let begun: number | undefined; ; ) {
    try {
      return open();
    } catch (error) {
      const now = monotonicMs();
      begun ??= now;
      if (codeOf(error) !== "EMFILE" || now - inVainAt < VAIN_MS) throw error;
      if (now - begun >= MOST_MS) inVainAt = now;
      else Atomics.wait(never, 0, 0, PAUSE_MS);
    }
  }
}
