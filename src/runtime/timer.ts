/** One alarm at a moment of the monotonic clock; setting it again moves it. */
import { monotonicMs } from "../os/clock.ts";

/** setTimeout's own limit. */
const LONGEST_MS = 2 ** 31 - 1;

export class Timer {
  readonly #onTime: () => void;
  #at = Number.POSITIVE_INFINITY;
  #timeout: NodeJS.Timeout | undefined;

  constructor(onTime: () => void) {
    this.#onTime = onTime;
  }

  /** `at` in `monotonicMs`; Infinity: never. It may ring early: whoever is woken looks at the clock. */
  set(at: number): void {
    if (at === this.#at) return;
    this.#at = at;
    clearTimeout(this.#timeout);
    this.#timeout = at === Number.POSITIVE_INFINITY ? undefined : setTimeout(this.#ring, this.#delay());
  }

  #delay(): number {
    return Math.min(LONGEST_MS, Math.max(0, Math.ceil(this.#at - monotonicMs())));
  }

  readonly #ring = (): void => {
    this.#at = Number.POSITIVE_INFINITY;
    this.#timeout = undefined;
    this.#onTime();
  };
}
