/**
 * Whether a directory has neither `finish` nor control scripts, as most have: then a crash is followed by the next start
 * without a question to the file system for each. Known of a look at all names, and as long as nothing in it changes.
 */
import { wallClockMs } from "../os/clock.ts";
import { isSameStamp, isSettled, type Stamp } from "../os/facts.ts";
import { namesIn } from "../os/list.ts";
import type { HeldDirectory } from "../os/service-directory.ts";
import { CONTROL_SCRIPTS, FINISH, RUN } from "../protocol/names.ts";

export class Bareness {
  readonly #held: HeldDirectory;
  /** At the look. */
  #stamp: Stamp = [];
  #isBare = false;

  constructor(held: HeldDirectory) {
    this.#held = held;
  }

  /** There has been a look; the directory may have changed since. */
  get isKnown(): boolean {
    return this.#stamp.length > 0;
  }

  /** For certain, when the directory's stamp is this one now. */
  isSureAt(stamp: Stamp): boolean {
    return this.#isBare && this.isKnown && isSameStamp(stamp, this.#stamp);
  }

  /** Looks, unless the last look is still good. Not at a directory that has just changed: a change may follow unseen. */
  learn(): void {
    const stamp = this.#held.stamp();
    if (isSameStamp(stamp, this.#stamp)) return;
    this.#stamp = isSettled(stamp, wallClockMs()) ? stamp : [];
    if (!this.isKnown) return;
    const names = this.#names();
    // A listing without it is none.
    this.#isBare = names.has(RUN) && !names.has(FINISH) && !names.has(CONTROL_SCRIPTS);
  }

  /** Looked at again the next time, where they could not be read now. */
  #names(): ReadonlySet<string> {
    try {
      return namesIn(this.#held.path);
    } catch {
      this.#stamp = [];
      return new Set();
    }
  }
}
