/**
 * What can be known of a process whose environment names no definition: whether it started before the command that
 * last had its service begin anew. Start times of processes are compared with each other, so no clock matters.
 */
import { identityOf } from "../os/proc-stat.ts";
import type { Change } from "../plan/change.ts";
import type { Generation } from "./generations.ts";

/** By directory name: start time (clock ticks since boot) of the command that last had its process begin anew. */
export type Since = readonly (readonly [dirName: string, ticks: number])[];

/** What a new generation notes: the command at work, and since when every service runs its present definition. */
export function beginning(
  good: Generation | undefined,
  changes: readonly Change[],
): Pick<Generation, "tried" | "since"> {
  const tried = identityOf(process.pid);
  if (tried === undefined) return {};
  const earlier = good?.tried?.bootId === tried.bootId ? (good.since ?? []) : [];
  const now = new Map<string, number>(earlier);
  for (const { dirName, effect, renamedFrom } of changes) {
    const known = renamedFrom === undefined ? undefined : now.get(renamedFrom);
    if (renamedFrom !== undefined) now.delete(renamedFrom);
    if (known !== undefined) now.set(dirName, known);
    if (effect === "remove") now.delete(dirName);
    if (RENEWING.has(effect)) now.set(dirName, Number(tried.startTime));
  }
  return { tried, since: [...now] };
}

const RENEWING: ReadonlySet<Change["effect"]> = new Set(["create", "restart", "replace"]);

/** The process was started before its service was last to begin anew: it runs an earlier definition. */
export function isLeftOver(good: Generation | undefined, dirName: string, pid: number): boolean {
  const ticks = new Map(good?.since).get(dirName);
  return ticks !== undefined && startedBefore(good, pid, ticks);
}

/** The process was started before the generation was tried: it runs nothing of it. */
export function isOlderThan(generation: Pick<Generation, "tried">, pid: number): boolean {
  return startedBefore(generation, pid, Number(generation.tried?.startTime ?? 0));
}

/** Of another boot, or gone: false. */
function startedBefore(
  generation: Pick<Generation, "tried"> | undefined,
  pid: number,
  ticks: number,
): boolean {
  const now = identityOf(pid);
  return now !== undefined && now.bootId === generation?.tried?.bootId && Number(now.startTime) < ticks;
}
