/** Looking at processes from outside: who carries a mark in the environment, what a process holds. */
import { readdirSync, readFileSync } from "node:fs";

export const MARK = "SVFORGE_TORTURE";

export interface Found {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  readonly isZombie: boolean;
  /** Leads its session, as everything a monitor starts does. */
  readonly isLeader: boolean;
}

/** Processes whose environment carries the mark; zombies have none and are left out. */
export function markedProcesses(mark: string): Found[] {
  const wanted = `${MARK}=${mark}`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && text(`/proc/${name}/environ`).split("\0").includes(wanted))
    .flatMap((name) => processOf(Number(name)) ?? []);
}

/** Undefined: there is no such process. */
export function processOf(pid: number): Found | undefined {
  const stat = text(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (stat === "") return undefined;
  const command = text(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim();
  return {
    pid,
    parent: Number(fields[1]),
    command,
    isZombie: fields[0] === "Z",
    isLeader: fields[3] === String(pid),
  };
}

/** Whether the process runs; a zombie does not. */
export function isRunning(pid: number): boolean {
  return processOf(pid)?.isZombie === false;
}

/** Children of a process, zombies included. */
export function childrenOf(pid: number): Found[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => processOf(Number(name)) ?? [])
    .filter((found) => found.parent === pid);
}

export interface Held {
  readonly descriptors: number;
  readonly threads: number;
  /** Proportional set size. */
  readonly memoryKib: number;
}

/** What a process holds now. */
export function heldBy(pid: number): Held {
  const number = (file: string, key: string): number =>
    Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(text(`/proc/${pid}/${file}`))?.[1] ?? 0);
  return {
    descriptors: list(`/proc/${pid}/fd`).length,
    threads: list(`/proc/${pid}/task`).length,
    memoryKib: number("smaps_rollup", "Pss"),
  };
}

/** Sends a signal to a process of ours. False: it is gone. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

function text(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
