/** The end of one service's log, as `status` shows it: short, and harmless to a terminal. */
import { reasonOf } from "../../os/os-error.ts";
import { exists } from "../../os/supervise-client.ts";
import { extentOf } from "./files.ts";
import { logPlaceOf } from "./find.ts";
import { lastLines } from "./history.ts";
import { printable } from "./printable.ts";
import { showTime } from "./when.ts";

export interface RecentLines {
  /** The log directory; undefined where the lines go elsewhere or nowhere. */
  readonly directory: string | undefined;
  /** At most `count`, oldest first, each with its time (UTC, seconds) where it has one; why there are none, if so. */
  readonly lines: readonly string[];
}

/** Of the service in `path`. Never throws for what is there, or is not, or may not be read. */
export function recentLines({ name, path }: { name: string; path: string }, count: number): RecentLines {
  let directory: string | undefined;
  try {
    const place = logPlaceOf(path);
    if ("elsewhere" in place) return { directory, lines: [place.elsewhere] };
    directory = place.directory;
    if (!exists(directory)) return { directory, lines: ["nothing is there yet"] };
    const found = lastLines([{ service: name, directory, extent: extentOf(directory) }], count, EVERYTHING);
    return { directory, lines: found.length === 0 ? ["nothing is in it yet"] : found.map(lineOf) };
  } catch (error) {
    return { directory, lines: [reasonOf(error)] };
  }
}

const EVERYTHING = {
  since: Number.NEGATIVE_INFINITY,
  until: Number.POSITIVE_INFINITY,
  matches: (): boolean => true,
};

function lineOf({ time, text }: { time: number; text: Buffer }): string {
  const stamp = time > 0 ? `${showTime(time, false).slice(0, 19)} ` : "";
  const shown = printable(text.subarray(0, WIDTH_LIMIT)).toString("utf8");
  return `${stamp}${shown}${text.length > WIDTH_LIMIT ? "…" : ""}`;
}

/** A line of a megabyte is not what somebody who asks for a state wants to see. */
const WIDTH_LIMIT = 400;
