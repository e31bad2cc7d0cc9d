/** Waiting for a condition of the outside world: nobody tells us, so we look, often at first, then less. */
import { setTimeout as sleep } from "node:timers/promises";
import { monotonicMs } from "../os/clock.ts";

/** Looks until `condition` holds or the time is over. False: it never held. */
export async function eventually(condition: () => boolean, limitMs: number): Promise<boolean> {
  const end = monotonicMs() + limitMs;
  for (let pause = 2; ; pause = Math.min(pause * 1.5, 50)) {
    if (condition()) return true;
    const left = end - monotonicMs();
    if (left <= 0) return false;
    await sleep(Math.min(pause, left));
  }
}
