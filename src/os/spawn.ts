/** Starting a program of a service directory with exactly the surroundings the supervisor itself was given. */
import { readFileSync } from "node:fs";
import {
  extendTable,
  openFilesLimit,
  type ResourceLimit,
  type StringTable,
  setOpenFilesLimit,
  stringTable,
} from "./libc.ts";
import { type SpawnOrder, spawn } from "./posix-spawn.ts";
import { SpawnThread } from "./spawn-thread.ts";
import { timed } from "./start-time.ts";

/** What every child inherits; taken once, at start. */
export interface Surroundings {
  /** `NAME=value` byte strings of our caller, without the names we set ourselves. */
  readonly environment: StringTable;
  /** The limit on open files our caller had; Node raises its own. */
  readonly openFiles: ResourceLimit;
  /** Ours, restored after each spawn. */
  readonly ownOpenFiles: ResourceLimit;
  /** Both, where they differ. */
  readonly limits: SpawnOrder["openFiles"];
}

/** Reads the surroundings. `withheld` names variables that are not passed on. */
export function takeSurroundings(withheld: readonly string[]): Surroundings {
  const openFiles = callersOpenFilesLimit();
  const ownOpenFiles = raiseOpenFilesLimit();
  const isOther = openFiles.soft !== ownOpenFiles.soft || openFiles.hard !== ownOpenFiles.hard;
  return {
    environment: stringTable(callersEnvironment(withheld)),
    openFiles,
    ownOpenFiles,
    limits: isOther ? { child: openFiles, own: ownOpenFiles } : undefined,
  };
}

/** `NAME=value` as our caller gave them: process.env would turn bytes that are not UTF-8 into others. */
export function callersEnvironment(withheld: readonly string[] = []): Buffer[] {
  environ ??= readFileSync("/proc/self/environ");
  const bytes = environ;
  const entries: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0, start);
    const stop = end < 0 ? bytes.length : end;
    const entry = bytes.subarray(start, stop);
    if (stop > start && !withheld.includes(nameOf(entry))) entries.push(entry);
    start = stop + 1;
  }
  return entries;
}

/** Read once: later there may be no descriptor left for that. */
let environ: Buffer | undefined;

/** The value of one variable our caller set. */
export function environmentVariable(name: string): string | undefined {
  const entry = callersEnvironment().find((candidate) => nameOf(candidate) === name);
  return entry?.toString("utf8").slice(name.length + 1);
}

function nameOf(entry: Buffer): string {
  return entry.toString("latin1").split("=", 1)[0] ?? "";
}

/**
 * Node has raised its own soft limit before any of our code runs. An earlier life of this process (in-place upgrade)
 * left the caller's limit in SVFORGE_NOFILE; otherwise it is the parent's, as every shell and init hands its own on.
 */
function callersOpenFilesLimit(): ResourceLimit {
  const own = openFilesLimit();
  const told = environmentVariable(OPEN_FILES_VARIABLE);
  const soft =
    told === undefined ? parentsSoftLimit(own.hard) : BigInt(/^\d+$/.exec(told)?.[0] ?? KERNEL_DEFAULT);
  return { soft: soft < own.hard ? soft : own.hard, hard: own.hard };
}

/** Carries the caller's soft limit on open files across an in-place upgrade. */
export const OPEN_FILES_VARIABLE = "SVFORGE_NOFILE";

/** The kernel's own default, where the parent's limit cannot be seen or is not the one we got. */
const KERNEL_DEFAULT = 1024n;

function parentsSoftLimit(ownHard: bigint): bigint {
  let text: string;
  try {
    text = readFileSync(`/proc/${process.ppid}/limits`, "latin1");
  } catch {
    return KERNEL_DEFAULT;
  }
  const found = /^Max open files\s+(\d+)\s+(\d+)/m.exec(text);
  if (found === null || BigInt(found[2] ?? "0") !== ownHard) return KERNEL_DEFAULT;
  return BigInt(found[1] ?? "1024");
}

/** As many descriptors as the system lets a process have: root may exceed its hard limit up to fs.nr_open. */
function raiseOpenFilesLimit(): ResourceLimit {
  const own = openFilesLimit();
  const most = BigInt(readFileSync("/proc/sys/fs/nr_open", "utf8").trim());
  for (const hard of [most, own.hard]) {
    try {
      setOpenFilesLimit({ soft: hard, hard });
      return { soft: hard, hard };
    } catch {}
  }
  return own;
}

export interface ProgramStart {
  /** As in `SpawnOrder`. */
  readonly program: string;
  readonly argv: readonly string[];
  readonly directory: number;
  readonly descriptors: SpawnOrder["descriptors"];
  /** Added to the environment: `NAME=value`. */
  readonly variables: readonly string[];
}

/** Starts a program. Gives its pid; throws `OsError` with the reason when it cannot be executed. */
export function startProgram(surroundings: Surroundings, order: ProgramStart): number {
  const { environment, limits } = surroundings;
  const whole: SpawnOrder = {
    program: order.program,
    argv: order.argv.length === 1 && order.argv[0] === "./run" ? RUN_ARGV : stringTable(order.argv),
    environment: order.variables.length === 0 ? environment : extendTable(environment, order.variables),
    directory: order.directory,
    descriptors: order.descriptors,
    openFiles: limits,
  };
  return timed(() => thread?.spawn(whole) ?? spawn(whole));
}

let thread: SpawnThread | undefined;

/** For those who will have many descriptors open: programs are started from a thread that has few. `isAwaited`: as there. */
export function startFromThread(isAwaited: boolean): void {
  thread ??= new SpawnThread(isAwaited);
}

const RUN_ARGV = stringTable(["./run"]);
