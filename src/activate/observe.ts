/** Reads what is live into a value. Writes nothing, waits for nothing, and says what it was not allowed to see. */

import { type LiveName, linkTarget, listNames, ownershipOf, readRegular } from "../os/live-tree.ts";
import { codeOf, reasonOf } from "../os/os-error.ts";
import { environmentValue } from "../os/process-facts.ts";
import { readServiceStatus, type ServiceStatus } from "../os/service-status.ts";
import { isContractName } from "../plan/drift.ts";
import { fileRecords } from "../plan/manifest.ts";
import type { LiveEntry, LiveLink, LiveProcess, Observation } from "../plan/observation.ts";
import { DEF, DEF_VARIABLE, DOWN, LOG, OWNER, SUPERVISE } from "../protocol/names.ts";
import { followed } from "./flip.ts";
import type { Generation } from "./generations.ts";
import { type Installation, readMark } from "./installation.ts";
import { findMonitor } from "./monitor.ts";
import { hashInStoreName, type StatePaths } from "./paths.ts";
import { isLeftOver } from "./since.ts";
import { readTree } from "./store.ts";

export interface Place {
  readonly scanDir: string;
  readonly state: StatePaths;
  /** Undefined: nothing was ever activated here, so nothing is ours. */
  readonly installation: Installation | undefined;
  /** The generation in force. Undefined: there is none, or what it knows of processes does not matter. */
  readonly good?: Generation | undefined;
}

/** Observes the whole scan directory. A missing one is empty. */
export function observe(place: Place): Observation {
  const blind: { path: string; why: string }[] = [];
  const entries: LiveEntry[] = [];
  for (const { name, kind } of attempt(blind, place.scanDir, () => listNames(place.scanDir)) ?? []) {
    if (name.startsWith(".") || (kind !== "dir" && kind !== "link")) continue;
    const path = `${place.scanDir}/${name}`;
    const entry = attempt(blind, path, () => observeEntry(place, name, blind));
    entries.push(entry ?? unseen(name));
  }
  return { monitor: findMonitor(place.scanDir), entries, blind };
}

/** One entry of it, by name. Undefined: there is none. */
export function observeOne(place: Place, dirName: string): LiveEntry | undefined {
  if (ownershipOf(`${place.scanDir}/${dirName}`) === undefined) return undefined;
  return observeEntry(place, dirName, []);
}

function attempt<T>(blind: { path: string; why: string }[], path: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (codeOf(error) === "") throw error;
    blind.push({ path, why: reasonOf(error) });
    return undefined;
  }
}

/** What may not be looked at is not ours. */
function unseen(dirName: string): LiveEntry {
  return {
    dirName,
    mark: "none",
    definition: null,
    files: [],
    links: [],
    heldByFile: false,
    process: null,
  };
}

function observeEntry(place: Place, dirName: string, blind: { path: string; why: string }[]): LiveEntry {
  const path = `${place.scanDir}/${dirName}`;
  const mark = markOf(place, path, dirName);
  if (mark !== "ours") return { ...unseen(dirName), mark, process: processOf(path) };
  const status = readServiceStatus(path);
  if (status.supervision === "denied") blind.push({ path: `${path}/${SUPERVISE}`, why: "access denied" });
  const target = followed(path);
  const folder = target?.startsWith(`${place.state.store}/`) ? target : undefined;
  const hash = folder === undefined ? undefined : hashInStoreName(folder.slice(place.state.store.length + 1));
  return {
    dirName,
    mark,
    definition: hash ?? null,
    files: folder === undefined ? [] : fileRecords(readTree(folder)),
    links: linksIn(path),
    heldByFile: ownershipOf(`${path}/${DOWN}`)?.kind === "file",
    process: withAge(place, dirName, liveProcess(status)),
  };
}

/** A process that names no definition may still be known to be of an earlier one. */
function withAge({ good }: Place, dirName: string, process: LiveProcess | null): LiveProcess | null {
  if (process === null || process.pid === 0 || process.running !== null) return process;
  return isLeftOver(good, dirName, process.pid) ? { ...process, leftOver: true } : process;
}

function markOf(place: Place, path: string, dirName: string): LiveEntry["mark"] {
  const mark = readMark(path);
  if (mark === undefined) return "none";
  const named = mark.name === dirName || mark.next === dirName;
  const ours = mark.installation === place.installation?.id && named;
  return ours ? "ours" : "foreign";
}

function linksIn(path: string): LiveLink[] {
  const names = (listNames(path) ?? []).filter((n) => isShown(n.name));
  const log = names.find((n) => n.name === LOG && n.kind === "dir");
  const inLog = log === undefined ? [] : (listNames(`${path}/${LOG}`) ?? []).filter((n) => isShown(n.name));
  return [
    ...names.filter((n) => n !== log).map((n) => liveLink(path, n.name, n)),
    ...inLog.map((n) => liveLink(path, `${LOG}/${n.name}`, n)),
  ];
}

function isShown(name: string): boolean {
  return name !== SUPERVISE && name !== DEF && name !== OWNER && !name.startsWith(".");
}

function liveLink(root: string, path: string, { kind }: LiveName): LiveLink {
  if (kind === "link") return { path, kind, target: linkTarget(`${root}/${path}`) ?? "" };
  if (kind !== "file" || !isContractName(path)) return { path, kind };
  const file = readRegular(`${root}/${path}`, SHOWN_LIMIT_BYTES);
  return file === undefined ? { path, kind } : { path, kind, text: Buffer.from(file.content).toString() };
}

const SHOWN_LIMIT_BYTES = 65_536;

function processOf(path: string): LiveProcess | null {
  try {
    return liveProcess(readServiceStatus(path));
  } catch (error) {
    if (codeOf(error) === "") throw error;
    return null;
  }
}

/** The process behind a directory. Null: no supervisor holds it, or what it says cannot be read. */
export function liveProcess({ supervision, status, record }: ServiceStatus): LiveProcess | null {
  if (supervision !== "alive" || status === undefined) return null;
  const state = ({ run: "up", down: "down", finish: "finish" } as const)[status.state];
  const want = record?.want ?? status.want;
  return {
    state: record?.phase === "done" ? "up" : state,
    want,
    held: want !== "up" && (record?.operatorDown ?? true),
    pid: status.pid,
    running: status.pid === 0 ? null : runningDefinition(status.pid, record?.definition),
  };
}

function runningDefinition(pid: number, recorded: string | undefined): string | null {
  const value = environmentValue(pid, DEF_VARIABLE) ?? recorded ?? "";
  return /^[0-9a-f]{64}$/.test(value) ? value : null;
}
