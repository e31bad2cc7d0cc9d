/** One step in progress: the state being changed, the moment, and the effects so far. Private to the machine. */
import type { Job, Report, ServiceEffect, ServiceState } from "./service-state.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** `s` is a fresh copy: changing it changes nobody's state but the one this step returns. */
export interface Turn {
  readonly s: Mutable<ServiceState>;
  readonly now: number;
  readonly effects: ServiceEffect[];
  /** What a `begin`, an `exited` or a `control` says of the directory; false for every other event. */
  readonly isBare: boolean;
}

/** Asks the driver to run a job for the present process. */
export function runJob(turn: Turn, job: Job, limitMs: number): void {
  turn.effects.push({ kind: "job", job, starts: turn.s.starts, limitMs });
}

/** A signal to the process the directory has now: to its group where the directory says so and the signal is for all. */
export function sendSignal(turn: Turn, signal: string, group: boolean): void {
  turn.effects.push({ kind: "signal", pid: turn.s.pid, signal, group });
}

/** Something people should read. */
export function say(turn: Turn, report: Report): void {
  turn.effects.push({ kind: "report", report });
}

/** No deadline survives a phase without a process. */
export function disarm(turn: Turn): void {
  const { s } = turn;
  s.startAt = Infinity;
  s.killAt = Infinity;
  s.finishBy = Infinity;
  s.groupAt = Infinity;
  disarmProbes(turn);
}

/** Readiness and health are questions about one process: they end with it. */
export function disarmProbes(turn: Turn): void {
  const { s } = turn;
  s.readyBy = Infinity;
  s.probeAt = Infinity;
  s.healthAt = Infinity;
  s.probing = false;
}
