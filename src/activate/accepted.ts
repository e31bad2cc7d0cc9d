/** Is a process that was started from an earlier definition out of date? Not when nothing since needed a restart. */
import { linkTarget } from "../os/live-tree.ts";
import type { ServiceRecord } from "../plan/manifest.ts";
import { followed } from "./flip.ts";
import { readGeneration } from "./generations.ts";
import { readPointer, type StatePaths, statePaths } from "./paths.ts";

/**
 * Whether the generation in force lets a process of the live directory `path` go on running `definition`. False also
 * where that cannot be known: no such state directory, or one this user may not read.
 */
export function mayStillRun(path: string, definition: string): boolean {
  const state = stateBehind(path);
  if (state === undefined) return false;
  const dirName = path.slice(path.lastIndexOf("/") + 1);
  return servicesIn(state).some((s) => s.dirName === dirName && s.accepts.includes(definition));
}

/** Read once for all services of a listing. */
const read = new Map<string, readonly ServiceRecord[]>();

function servicesIn(state: StatePaths): readonly ServiceRecord[] {
  const known = read.get(state.root);
  if (known !== undefined) return known;
  const services = readServices(state);
  read.set(state.root, services);
  return services;
}

function readServices(state: StatePaths): readonly ServiceRecord[] {
  try {
    const number = readPointer(linkTarget(state.good));
    return number === undefined ? [] : (readGeneration(state, number)?.manifest.services ?? []);
  } catch {
    return [];
  }
}

/** `def` leads into the store of the state directory that laid the directory out. */
function stateBehind(path: string): StatePaths | undefined {
  const root = /^(\/.+)\/store\/[^/]+$/.exec(followed(path) ?? "")?.[1];
  return root === undefined ? undefined : statePaths(root);
}
