/** Processes of the simulated machine: how long they live, what they do about signals, when they say they are ready. */
import type { Program } from "../../src/supervise/service-state.ts";

/** What one process is going to do. */
export interface Life {
  /** Ends by itself after this; Infinity: never. */
  readonly lastsMs: number;
  /** Exit code, or a signal when negative. */
  readonly ends: number;
  /** Time it takes to obey TERM and its like; Infinity: ignores them. */
  readonly obeysMs: number;
  /** Says it is ready after this; Infinity: never. */
  readonly readyMs: number;
  /** A child of its group outlives it by this. */
  readonly leavesMs: number;
}

/** Runs until told to stop, and then stops. */
export const STEADY: Life = { lastsMs: Infinity, ends: 0, obeysMs: 10, readyMs: 5, leavesMs: 0 };

export interface Process {
  readonly pid: number;
  /** Whose it is: key of a machine. */
  readonly of: string;
  readonly program: Program;
  readonly life: Life;
  readonly startedAt: number;
  readonly startedWall: number;
  alive: boolean;
  /** Until then its group has members. */
  groupUntil: number;
  paused: boolean;
  pending: number | undefined;
}

const FATAL = new Set(["TERM", "INT", "QUIT", "HUP", "ALRM", "USR1", "USR2"]);
const NUMBERS: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  ALRM: 14,
  TERM: 15,
};

/** What a signal does to a process: nothing, or its end after a while by that wait status. */
export function reaction(process: Process, signal: string): { afterMs: number; status: number } | undefined {
  if (signal === "KILL") return { afterMs: 0, status: 9 };
  if (signal === "STOP") process.paused = true;
  if (signal === "CONT") return wake(process);
  if (!FATAL.has(signal) || process.life.obeysMs === Infinity) return undefined;
  const status = NUMBERS[signal] ?? 15;
  if (!process.paused) return { afterMs: process.life.obeysMs, status };
  process.pending = status;
  return undefined;
}

function wake(process: Process): { afterMs: number; status: number } | undefined {
  process.paused = false;
  const { pending } = process;
  process.pending = undefined;
  return pending === undefined ? undefined : { afterMs: process.life.obeysMs, status: pending };
}

/** Wait status of an end by itself. */
export function statusOfEnd(ends: number): number {
  return ends < 0 ? -ends : ends << 8;
}
