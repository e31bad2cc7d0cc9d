/** What a program under strace has called on our files, so that any one of these calls can be made to fail in the next run. */
import { readFileSync } from "node:fs";
import type { Chance } from "./chance.ts";
import type { Ground } from "./ground.ts";

/** strace counts each kind of call by itself. */
export interface Call {
  readonly name: string;
  readonly nth: number;
}

/**
 * Calls of the first thread in a trace whose first path is below `folders` (a pattern) of the ground: the path of a
 * descriptor (strace -y) or an argument. `always`: calls that count whatever they are about.
 */
export function callsIn(
  trace: string,
  { folder }: Ground,
  folders: string,
  always: readonly string[] = [],
): Call[] {
  const isOurs = new RegExp(`\\((\\d+<|[^"]*")${folder}/${folders}\\b`);
  const lines = readFileSync(trace, "latin1").split("\n");
  const [first] = lines[0]?.split(" ") ?? [];
  const counts = new Map<string, number>();
  return lines.flatMap((line) => {
    const [, pid, name = ""] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (pid !== first) return [];
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    return isOurs.test(line) || always.includes(name) ? [{ name, nth }] : [];
  });
}

/** Words of strace for calls some of which this machine's kernel may lack. */
export const known = (calls: readonly string[]): string => calls.map((call) => `?${call}`).join(",");

/** Each kind of call as often as any other, however often it is made. */
export function someCall(calls: readonly Call[], chance: Chance): Call {
  const names = [...new Set(calls.map((call) => call.name))];
  const name = names[chance.below(names.length)];
  const same = calls.filter((call) => call.name === name);
  return same[chance.below(same.length)] ?? { name: "openat", nth: 1 };
}
