/** How long to wait after a run that ended by itself, and when to stop trying. */
import type { RestartDefinition } from "./service-state.ts";

/** Pause after the `failures`-th run in a row (1 or more): doubles, up to the cap. `chance` from 0 to 1 shortens a
 * grown pause by up to a tenth, so that many services failing together do not come back together. */
export function backoffMs(restart: RestartDefinition, failures: number, chance: number): number {
  const cap = Math.max(restart.delayMs, restart.maxDelayMs);
  const grown = Math.min(cap, restart.delayMs * 2 ** Math.min(failures - 1, 52));
  if (grown <= restart.delayMs) return restart.delayMs;
  return Math.max(restart.delayMs, Math.round(grown * (1 - chance / 10)));
}

/** A window opens with a failure and forgets when it has passed (as systemd's StartLimit): count after this failure. */
export function countInWindow(
  restart: RestartDefinition,
  window: { readonly startedAt: number; readonly failures: number },
  now: number,
): { startedAt: number; failures: number } {
  const open = window.failures > 0 && now - window.startedAt <= restart.windowMs;
  return open
    ? { startedAt: window.startedAt, failures: window.failures + 1 }
    : { startedAt: now, failures: 1 };
}

/** Next state of a small generator (xorshift32); the state itself over 2^32 is the number from 0 to 1. Never 0. */
export function nextRandom(state: number): number {
  let x = state | 0 || 1;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  return x >>> 0;
}
