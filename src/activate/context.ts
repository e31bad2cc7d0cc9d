/** What every step of an activation works with, and how it reports. */
import type { Operations } from "../os/operations.ts";
import type { Installation } from "./installation.ts";
import type { Monitor } from "./monitor.ts";
import type { StatePaths } from "./paths.ts";

export interface Context {
  readonly ops: Operations;
  readonly scanDir: string;
  readonly state: StatePaths;
  readonly installation: Installation;
  readonly monitor: Monitor;
  readonly timing: Timing;
  readonly report: (progress: Progress) => void;
}

export interface Timing {
  /** A service that died within this time of its start does not count as up. */
  readonly minUptimeMs: number;
  /** Longest wait for a service to be up, where it declares no readiness timeout. */
  readonly startMs: number;
  /** Longest wait for a service to end, where it declares no stop timeout. */
  readonly stopMs: number;
}

/** daemontools and runit start a dying service again every second: less than two is no uptime. */
export const DEFAULT_TIMING: Timing = { minUptimeMs: 2000, startMs: 30_000, stopMs: 90_000 };

export interface Progress {
  readonly dirName: string;
  readonly state: "begin" | "done" | "waiting" | "failed" | "restored" | "kept";
  readonly text: string;
}

/** A service did not become what it should be. The activation is rolled back. */
export class Failed extends Error {
  readonly dirName: string;

  /** `why` completes "NAME: …". */
  constructor(dirName: string, why: string) {
    super(why);
    this.dirName = dirName;
  }
}

/**
 * The definition is in place, but no process of it stays up. Nothing is left to do for an activation: the supervisor
 * goes on trying.
 */
export class NotUp extends Failed {}

/** Those that leave something undone, told from those that are only not up. */
export function undone(failures: readonly Failed[]): Failed[] {
  return failures.filter((failure) => !(failure instanceof NotUp));
}

/** Path of an entry of the scan directory. */
export function livePath(context: Pick<Context, "scanDir">, dirName: string): string {
  return `${context.scanDir}/${dirName}`;
}
