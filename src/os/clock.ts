/** The two clocks. Only the shell layers read them; pure code is told. */

/** Milliseconds that never jump, from an arbitrary start. For delays and time limits. */
export function monotonicMs(): number {
  return performance.now();
}

/** Wall-clock time in milliseconds since 1970; follows a stepped clock. */
export function wallClockMs(): number {
  return Date.now();
}
