/** One step of the scan machine in progress. Private to the machine. */
import type {
  Identity,
  Relations,
  ScanEffect,
  ScanEntry,
  ScanReport,
  ScanState,
  ShutdownStage,
  Told,
} from "./scan-state.ts";
import type { Level } from "./service-state.ts";

/** The state as the machine itself sees it. */
export interface OwnScanState extends ScanState {
  readonly entries: Map<Identity, ScanEntry>;
  readonly timed: Set<Identity>;
  readonly names: Map<string, Identity>;
  readonly relations: Map<Identity, Relations>;
  readonly levels: Map<Identity, Level>;
  readonly mentions: Map<string, Set<Identity>>;
  readonly refused: Set<Identity>;
  readonly told: Map<Identity, Told>;
  readonly softUntil: Map<Identity, number>;
  readonly waves: Map<Identity, ReadonlySet<Identity>>;
  readonly said: Set<string>;
  readonly untold: Set<Identity>;
  readonly stopping: Set<Identity>;
  shutdown: ShutdownStage;
  killAt: number;
  exitCode: number;
}

export interface ScanTurn {
  readonly s: OwnScanState;
  readonly now: number;
  readonly effects: ScanEffect[];
}

/** Says it, unless it was said already. */
export function sayOnce(turn: ScanTurn, key: string, report: ScanReport): void {
  if (turn.s.said.has(key)) return;
  turn.s.said.add(key);
  turn.effects.push({ kind: "report", report });
}

/** Name of an entry for people. */
export function nameOf(s: ScanState, identity: Identity): string {
  return s.entries.get(identity)?.name ?? identity;
}

/** Changes some fields of an entry; deadlines change only here. */
export function amend(turn: ScanTurn, entry: ScanEntry, change: Partial<ScanEntry>): ScanEntry {
  const next = { ...entry, ...change };
  turn.s.entries.set(entry.identity, next);
  if (Math.min(next.deadline, next.loggerReturnAt) < Infinity) turn.s.timed.add(entry.identity);
  else turn.s.timed.delete(entry.identity);
  return next;
}
