/** What stands before each line: a stamp and the policy's prefix. */
import type { LogJson } from "../protocol/service-json.ts";
import { tai64nLabel } from "../protocol/tai.ts";

export interface Instant {
  /** Since 1970. */
  readonly seconds: number;
  readonly nanoseconds: number;
}

/**
 * `tai64n` as multilog writes it; `iso` as `svlogd -ttt` does (UTC, five digits of the fraction), so that changing the
 * target does not change the files.
 */
export function lineLabel(
  { timestamp, prefix }: Pick<LogJson, "timestamp" | "prefix">,
  time: Instant,
): string {
  const stamp =
    timestamp === "tai64n"
      ? `${tai64nLabel(time.seconds, time.nanoseconds)} `
      : timestamp === "iso"
        ? `${isoStamp(time)} `
        : "";
  return `${stamp}${prefix ?? ""}`;
}

function isoStamp({ seconds, nanoseconds }: Instant): string {
  const upToSeconds = new Date(seconds * 1000).toISOString().slice(0, 19);
  return `${upToSeconds}.${String(Math.floor(nanoseconds / 10_000)).padStart(5, "0")}`;
}
