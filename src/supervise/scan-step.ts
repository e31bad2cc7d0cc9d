/**
 * The machine of a set of services: which directories are supervised, who may start, in what order everything ends.
 * The stages are told in `scan-state.ts`. Deterministic and without side effects outside its own state, which a step
 * changes in place: thousands of services cost no copies.
 */
import { judgeDependencies } from "./dependencies.ts";
import { judgeMentions, onRelated } from "./relations.ts";
import { onEnded, onEntryDeadlines, onScanned } from "./scan-entries.ts";
import {
  type Identity,
  NO_RELATIONS,
  type ScanEvent,
  type ScanState,
  type ScanStep,
  SHUTDOWN_BOUND_MS,
  SHUTDOWN_GRACE_MS,
} from "./scan-state.ts";
import { nameOf, type OwnScanState, type ScanTurn } from "./scan-turn.ts";
import type { Level } from "./service-state.ts";
import { onKillAt, onShutdown } from "./shutdown.ts";

export interface ScanLimits {
  readonly boundMs: number;
  readonly graceMs: number;
}

/** No service yet; deliver `scanned` next. */
export function createScan(
  limits: ScanLimits = { boundMs: SHUTDOWN_BOUND_MS, graceMs: SHUTDOWN_GRACE_MS },
): ScanState {
  const state: OwnScanState = {
    entries: new Map(),
    timed: new Set(),
    names: new Map(),
    relations: new Map(),
    levels: new Map(),
    mentions: new Map(),
    refused: new Set(),
    told: new Map(),
    softUntil: new Map(),
    waves: new Map(),
    said: new Set(),
    untold: new Set(),
    stopping: new Set(),
    shutdown: "none",
    ...limits,
    killAt: Infinity,
    exitCode: 0,
  };
  return state;
}

/** One event. Effects are to be performed in order; the state is the one passed in. */
export function scanStep(state: ScanState, event: ScanEvent): ScanStep {
  const turn: ScanTurn = { s: state as OwnScanState, now: event.now, effects: [] };
  if (state.shutdown !== "ended") react(turn, event);
  return { state, effects: turn.effects };
}

/** Earliest moment at which `tick` can change anything. */
export function nextScanDeadline(state: ScanState): number {
  let at = state.killAt;
  if (state.shutdown !== "none") return at;
  for (const identity of state.timed) {
    const entry = state.entries.get(identity);
    if (entry !== undefined) at = Math.min(at, entry.deadline, entry.loggerReturnAt);
  }
  for (const until of state.softUntil.values()) if (until > -Infinity) at = Math.min(at, until);
  return at;
}

function react(turn: ScanTurn, event: ScanEvent): void {
  switch (event.kind) {
    case "scanned":
      onScanned(turn, event.entries);
      return;
    case "related":
      onRelated(turn, event);
      return;
    case "level":
      onLevel(turn, event.identity, event.level);
      return;
    case "ended":
      onEnded(turn, event);
      return;
    case "shutdown":
      onShutdown(turn, event.exitCode);
      return;
    case "tick":
      onTick(turn);
      return;
  }
}

function onLevel(turn: ScanTurn, identity: Identity, level: Level): void {
  const { s } = turn;
  const entry = s.entries.get(identity);
  if (entry === undefined || entry.serviceEnded) return;
  const before = s.levels.get(identity);
  s.levels.set(identity, level);
  if (s.shutdown !== "none") return;
  if (before !== undefined && level.started && before.starts > 0 && level.starts > before.starts)
    restartDependents(turn, identity);
  if (level.wanted && before?.wanted !== true) judgeDependencies(turn, identity);
  judgeMentions(turn, namesOf(s, identity));
  for (const rival of rivalsOf(s, identity)) judgeDependencies(turn, rival);
}

/** Those who asked to be restarted with it, and parts of it, as far as they run; a wave of restarts never comes back to where it was. */
function restartDependents(turn: ScanTurn, identity: Identity): void {
  const { s } = turn;
  const names = namesOf(s, identity);
  const wave = new Set([...(s.waves.get(identity) ?? []), identity]);
  s.waves.delete(identity);
  for (const dependent of new Set(names.flatMap((name) => [...(s.mentions.get(name) ?? [])]))) {
    const { dependsOn, partOf } = s.relations.get(dependent) ?? NO_RELATIONS;
    const follows =
      dependsOn.some((d) => d.restart === true && names.includes(d.service)) ||
      partOf.some((name) => names.includes(name));
    if (!follows || wave.has(dependent) || s.levels.get(dependent)?.started !== true) continue;
    s.waves.set(dependent, wave);
    turn.effects.push({ kind: "restart", identity: dependent });
  }
}

function namesOf(s: ScanState, identity: Identity): readonly string[] {
  return [nameOf(s, identity), ...(s.relations.get(identity) ?? NO_RELATIONS).provides];
}

function rivalsOf(s: ScanState, identity: Identity): readonly Identity[] {
  const { conflicts } = s.relations.get(identity) ?? NO_RELATIONS;
  return conflicts.map((name) => s.names.get(name)).filter((rival) => rival !== undefined);
}

function onTick(turn: ScanTurn): void {
  const { s, now } = turn;
  if (s.killAt <= now) {
    onKillAt(turn);
    return;
  }
  if (s.shutdown !== "none") return;
  onEntryDeadlines(turn);
  for (const [identity, until] of [...s.softUntil]) {
    if (until > now || until === -Infinity) continue;
    s.softUntil.set(identity, -Infinity);
    judgeDependencies(turn, identity);
  }
}
