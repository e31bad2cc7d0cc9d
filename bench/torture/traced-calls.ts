/** What a program under strace has called on our files, so that any one of these calls can be made to fail in the next run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Chance } from "./chance.ts";
import type { Ground } from "./ground.ts";

/** strace counts each kind of call by itself. */
export interface Call {
  readonly name: string;
  readonly nth: number;
  /** What it is about, below the ground: `scan/web/run`. */
  readonly place: string;
}

/**
 * Calls of the first thread in a trace whose first path is below `folders` (a pattern) of the ground: the path of a
 * descriptor (strace -y), an argument, or what was opened. `always`: calls that count whatever they are about.
 */
export function callsIn(
  trace: string,
  { folder }: Ground,
  folders: string,
  always: readonly string[] = [],
): Call[] {
  const isOurs = new RegExp(`^${folders}\\b`);
  const lines = readFileSync(trace, "latin1").split("\n");
  // With -f each line begins with a thread's number.
  const [, first] = /^(\d+) /.exec(lines[0] ?? "") ?? [];
  const counts = new Map<string, number>();
  return lines.flatMap((line) => {
    const [, pid, name = ""] = /^(?:(\d+) +)?(\w+)\(/.exec(line) ?? [];
    if (pid !== first) return [];
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    const place = placeIn(line, folder);
    return isOurs.test(place) || always.includes(name) ? [{ name, nth, place }] : [];
  });
}

/** What was opened; else the path of a descriptor, with a name relative to it where there is one; else a path as such. */
function placeIn(line: string, folder: string): string {
  const [, opened] = / = \d+<([^>]*)>$/.exec(line) ?? [];
  const [, of = "", name = ""] = /\((?:(?:\d+|AT_FDCWD)<([^>]*)>(?:, )?)?(?:"([^"]*)")?/.exec(line) ?? [];
  const path = opened ?? (name.startsWith("/") || of === "" ? name : join(of, name));
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

/** Words of strace for calls some of which this machine's kernel may lack. */
export const known = (calls: readonly string[]): string => calls.map((call) => `?${call}`).join(",");

/** Each kind of call as often as any other, however often it is made. */
export function someCall(calls: readonly Call[], chance: Chance): Call {
  const names = [...new Set(calls.map((call) => call.name))];
  const name = names[chance.below(names.length)];
  const same = calls.filter((call) => call.name === name);
  return same[chance.below(same.length)] ?? { name: "openat", nth: 1, place: "" };
}
