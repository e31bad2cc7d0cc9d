/** The two clocks. Only the shell layers read them; pure code is told. */

/** Milliseconds that never jump, from an arbitrary start. For delays and time limits. */
export function monotonicMs(): number {
  return performance.now();
}

/** Wall-clock time in milliseconds since 1970; follows a stepped clock. */
export function wallClockMs(): number {
  return Date.now();
}

/** The object itself, with the monotonic time: V8 is slow to copy what comes in many shapes. */
export function stamped<T extends object>(event: T & { now?: number }): T & { readonly now: number } {
  event.now = monotonicMs();
  return event as T & { readonly now: number };
}
