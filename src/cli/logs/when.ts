/** Points in time as people type them. */

import { durationFrom } from "../../declare/units.ts";
import { tai64nMicroseconds } from "../../protocol/log-stamp.ts";

/**
 * `10m`, `2h` (ago); `2026-11-21`, `2026-11-21 06:40[:38]` (local time; with `Z` UTC); `06:40` (today); `@TAI64N`; in
 * microseconds since 1970. Undefined: none of these.
 */
export function parseWhen(text: string, nowMs: number): number | undefined {
  if (text.startsWith("@")) return tai64nMicroseconds(text.slice(1, 25));
  const ago = durationFrom(text);
  if (typeof ago === "number") return (nowMs - ago) * 1000;
  const match = /^(?:(\d{4}-\d\d-\d\d)(?:[T_ ]|$))?(?:(\d\d:\d\d)(:\d\d(?:\.\d+)?)?)?(Z?)$/.exec(text);
  if (match === null || text === "" || text === "Z") return undefined;
  const [, date = localDate(nowMs), time = "00:00", seconds = ":00", zone = ""] = match;
  const ms = Date.parse(`${date}T${time}${seconds}${zone}`);
  return Number.isNaN(ms) ? undefined : ms * 1000;
}

function localDate(nowMs: number): string {
  const now = new Date(nowMs);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** `2026-11-21 06:40:38.764923`, in UTC or in the time zone of this process. */
export function showTime(microseconds: number, local: boolean): string {
  const date = new Date(Math.floor(microseconds / 1000));
  const shifted = local ? new Date(date.getTime() - date.getTimezoneOffset() * 60_000) : date;
  const fraction = String(((microseconds % 1e6) + 1e6) % 1e6).padStart(6, "0");
  return `${shifted.toISOString().slice(0, 19).replace("T", " ")}.${fraction}`;
}
