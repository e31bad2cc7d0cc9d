/** The time on log lines. */
import { monotonicMs, wallClockMs } from "../os/clock.ts";
import type { Instant } from "../supervise/log-label.ts";

let originMs = wallClockMs() - monotonicMs();

/** Now, to the microsecond; follows a clock that is set. */
export function clockInstant(): Instant {
  const elapsed = monotonicMs();
  const wall = wallClockMs();
  if (Math.abs(wall - (originMs + elapsed)) > 2) originMs = wall - elapsed;
  const microseconds = Math.floor((originMs + elapsed) * 1000);
  const seconds = Math.floor(microseconds / 1e6);
  return { seconds, nanoseconds: (microseconds - seconds * 1e6) * 1000 };
}
