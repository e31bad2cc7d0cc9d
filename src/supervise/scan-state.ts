/**
 * What is known about the set of services: the entries of a scan directory, the graph of their dependencies, and how
 * far a shutdown has come. Decided in `scan-step.ts`; this file knows no file, process or clock.
 *
 * Identity is device and inode of the directory, after symlinks (daemontools): a rename keeps the service, two names
 * of one directory are one service under the name that sorts first, a retargeted link is a removal and an addition.
 *
 * An entry is in one stage:
 *
 *   settling ──▶ supervised ──▶ removing ──▶ (gone)
 *                    └──▶ exited ──▶ supervised
 *
 * - `settling`   seen, but without an executable `run`, or so young that its `log` may still be missing. A complete
 *                directory is taken at once; an incomplete one after `SETTLE_MS` without change, so that its start
 *                fails loudly as it would elsewhere.
 * - `supervised` its machine runs; `logger` says whether the machine of `log/` does too. A `log/` that appears later
 *                is noticed by the next scan.
 * - `removing`   its directory is gone or was renamed to a dot-name: stopped as by `dx`, then its logger drained.
 *                Should the directory come back meanwhile it is supervised anew once the old machine has ended.
 * - `exited`     an operator's `x`. It comes back after `RETURN_MS`, down if the operator had stopped it, as a dead
 *                supervisor does elsewhere; not at once, so that `sv exit` sees it gone.
 *
 * Dependencies are levels: a directory may start when every hard one is at its level and no soft one is still on its
 * way (bounded by `SOFT_WAIT_MS`). Members of a cycle are refused with a message that names the way round.
 *
 * Shutdown. Every service is told to stop once nothing that depends on it is left; its logger is drained after it;
 * after `boundMs` in all, whatever is left is killed. A second request kills at once.
 */
import type { DependencyJson } from "../protocol/service-json.ts";
import type { Level, Verdict } from "./service-state.ts";

/** `device:inode`. */
export type Identity = string;

/** One entry as the driver found it, dot-names left out. */
export interface ScannedEntry {
  readonly name: string;
  readonly identity: Identity;
  /**
   * `run` is executable by its owner, and so is `log/run` where `log` is a directory. True as well for a directory
   * that was supervised before (it has `supervise/`): something of it may still run.
   */
  readonly complete: boolean;
  /** `log/` is a directory (an empty file of that name means: no logger). */
  readonly hasLog: boolean;
  /** Changes when anything in the directory was added, removed or renamed: its mtime and ctime, or a counter. */
  readonly stamp: string;
}

/** What a directory says about others; names are entries of the scan directory, or aliases. */
export interface Relations {
  readonly dependsOn: readonly DependencyJson[];
  readonly wants: readonly string[];
  readonly after: readonly string[];
  readonly conflicts: readonly string[];
  readonly partOf: readonly string[];
  readonly provides: readonly string[];
}

/** A directory that says nothing about others. */
export const NO_RELATIONS: Relations = {
  dependsOn: [],
  wants: [],
  after: [],
  conflicts: [],
  partOf: [],
  provides: [],
};

export type EntryStage = "settling" | "supervised" | "removing" | "exited";

export interface ScanEntry {
  readonly identity: Identity;
  readonly name: string;
  readonly stage: EntryStage;
  /** A machine for `log/` exists. */
  readonly logger: boolean;
  /** `log/` was there at the last scan. */
  readonly hasLog: boolean;
  /** The service's own machine has ended (while removing: only the logger is left). */
  readonly serviceEnded: boolean;
  /** The directory was seen again while `removing`. */
  readonly back: ScannedEntry | null;
  /** Settling: `now` at which it counts as unchanged for long enough. Exited: at which it returns. Else Infinity. */
  readonly deadline: number;
  readonly stamp: string;
  /** Exited: the operator had stopped it. */
  readonly returnsDown: boolean;
  /** An operator ended the logger's supervision: `now` at which it returns, else Infinity; and whether it stays down. */
  readonly loggerReturnAt: number;
  readonly loggerReturnsDown: boolean;
}

export interface Told {
  readonly verdict: Verdict;
  readonly stop: boolean;
}

export type ShutdownStage = "none" | "ordered" | "killing" | "ended";

/** Owned by the machine: a step changes the maps in place and hands the same state back. Read it, keep no copy. */
export interface ScanState {
  readonly entries: ReadonlyMap<Identity, ScanEntry>;
  /** Those with a deadline of their own, so that looking for the next one costs nothing with thousands of services. */
  readonly timed: ReadonlySet<Identity>;
  /** Name or alias to identity, of everything that is not gone. */
  readonly names: ReadonlyMap<string, Identity>;
  readonly relations: ReadonlyMap<Identity, Relations>;
  readonly levels: ReadonlyMap<Identity, Level>;
  /** Name to those whose relations mention it. */
  readonly mentions: ReadonlyMap<string, ReadonlySet<Identity>>;
  /** Members of cycles. */
  readonly refused: ReadonlySet<Identity>;
  /** What each service was last told about its dependencies. */
  readonly told: ReadonlyMap<Identity, Told>;
  /** `now` until which a soft dependency may hold it up; -Infinity: it has waited long enough. */
  readonly softUntil: ReadonlyMap<Identity, number>;
  /** A restart was asked of it because these had restarted. */
  readonly waves: ReadonlyMap<Identity, ReadonlySet<Identity>>;
  /** Messages already given, so that each is given once. */
  readonly said: ReadonlySet<string>;
  /** Shutdown: services to be told to stop, and those told. */
  readonly untold: ReadonlySet<Identity>;
  readonly stopping: ReadonlySet<Identity>;
  readonly shutdown: ShutdownStage;
  /** All of the shutdown; then KILL. */
  readonly boundMs: number;
  /** Where a service declares no stop timeout. */
  readonly graceMs: number;
  /** `now` at which what is left is killed. */
  readonly killAt: number;
  readonly exitCode: number;
}

export type ScanEvent = { readonly now: number } /** Every entry of the scan directory at one moment. */ & (
  | { readonly kind: "scanned"; readonly entries: readonly ScannedEntry[] }
  /** The directory's service.json was read, first or again. Comes before the machine's `begin`. */
  | { readonly kind: "related"; readonly identity: Identity; readonly relations: Relations }
  /** Effect `level` of a service's machine. */
  | { readonly kind: "level"; readonly identity: Identity; readonly level: Level }
  /** Effect `exit` of a machine. */
  | {
      readonly kind: "ended";
      readonly identity: Identity;
      readonly role: "service" | "logger";
      readonly operatorDown: boolean;
    }
  /** TERM or INT to the monitor; the main service ended; a service gave up with `exit`. */
  | { readonly kind: "shutdown"; readonly exitCode: number }
  | { readonly kind: "tick" }
);

export type ScanEffect =
  /** Open `supervise/`, make the machine, deliver `begin` (or `adopted`). `down`: it must not start by itself. */
  | {
      readonly kind: "supervise";
      readonly identity: Identity;
      readonly name: string;
      readonly role: "service" | "logger";
      readonly down: boolean;
    }
  /** Deliver `remove` to the service's machine. */
  | { readonly kind: "remove"; readonly identity: Identity; readonly graceMs: number }
  /** Close the writing side of the log pipe and deliver `drain` to the logger's machine. */
  | { readonly kind: "drain"; readonly identity: Identity; readonly graceMs: number }
  /** Deliver `kill` to both machines. */
  | { readonly kind: "kill"; readonly identity: Identity }
  /** The entry is called otherwise now; the process goes on. */
  | { readonly kind: "rename"; readonly identity: Identity; readonly from: string; readonly to: string }
  /** Deliver `dependencies` to the service's machine. */
  | {
      readonly kind: "dependencies";
      readonly identity: Identity;
      readonly verdict: Verdict;
      readonly stop: boolean;
    }
  | { readonly kind: "restart"; readonly identity: Identity }
  | { readonly kind: "pull"; readonly identity: Identity }
  | { readonly kind: "report"; readonly report: ScanReport }
  /** Everything has ended: leave with this code. */
  | { readonly kind: "exit"; readonly code: number };

export type ScanReport =
  | { readonly what: "cycle"; readonly path: readonly string[] }
  | { readonly what: "same-directory"; readonly name: string; readonly as: string }
  | { readonly what: "incomplete"; readonly name: string }
  | { readonly what: "missing-dependency"; readonly name: string; readonly dependency: string }
  | { readonly what: "conflict"; readonly name: string; readonly with: string }
  | { readonly what: "shutdown-overdue"; readonly left: readonly string[] };

export interface ScanStep {
  readonly state: ScanState;
  readonly effects: readonly ScanEffect[];
}

/** An incomplete directory that has not changed for this long is supervised as it is. */
export const SETTLE_MS = 3000;
/** An operator's `x` lasts this long while the directory stays (daemontools: until the next scan, up to 5 s). */
export const RETURN_MS = 5000;
/** `wants` and `after` wait at most this long for somebody who is on the way. */
export const SOFT_WAIT_MS = 10_000;
/** Default for a whole shutdown, and for one service within it that declares nothing. */
export const SHUTDOWN_BOUND_MS = 60_000;
export const SHUTDOWN_GRACE_MS = 10_000;
/** After the bound: what a KILL has not ended by then cannot be waited for. */
export const KILL_WAIT_MS = 2000;
