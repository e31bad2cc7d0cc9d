/** What the graph says to one service: may it start, must it stop, and who should start for its sake. */
import { hardTargets } from "./cycles.ts";
import {
  type Identity,
  NO_RELATIONS,
  type Relations,
  type ScanState,
  SOFT_WAIT_MS,
  type Told,
} from "./scan-state.ts";
import { nameOf, type ScanTurn, sayOnce } from "./scan-turn.ts";
import type { Level } from "./service-state.ts";

/** Looks at one service's dependencies and tells it what changed. */
export function judgeDependencies(turn: ScanTurn, identity: Identity): void {
  const { s } = turn;
  const entry = s.entries.get(identity);
  if (entry?.stage !== "supervised" || s.shutdown !== "none") return;
  const next = verdictOf(turn, identity);
  const before = s.told.get(identity) ?? MET;
  if (next.verdict === "wait") pullDependencies(turn, identity);
  if (before.verdict === next.verdict && before.stop === next.stop) return;
  s.told.set(identity, next);
  turn.effects.push({ kind: "dependencies", identity, ...next });
}

/** Names of services this one may wait for now, for people. */
export function waitsFor(s: ScanState, identity: Identity): readonly string[] {
  const relations = s.relations.get(identity) ?? NO_RELATIONS;
  const hard = relations.dependsOn
    .filter((d) => !isMet(levelOf(s, d.service), d.condition))
    .map((d) => d.service);
  const isOver = s.softUntil.get(identity) === OVER;
  const soft = isOver ? [] : softNames(relations).filter((name) => isComing(s, identity, name));
  return [...new Set([...hard, ...soft])];
}

const MET: Told = { verdict: "met", stop: false };
const WAIT: Told = { verdict: "wait", stop: false };
const REFUSED: Told = { verdict: "refused", stop: false };
const STOP: Told = { verdict: "wait", stop: true };

function verdictOf(turn: ScanTurn, identity: Identity): Told {
  const { s } = turn;
  const relations = s.relations.get(identity) ?? NO_RELATIONS;
  if (s.refused.has(identity)) return REFUSED;
  if (relations.partOf.some((name) => levelOf(s, name)?.wanted === false)) return STOP;
  if (!hardMet(turn, identity, relations) || isExcluded(turn, identity)) return WAIT;
  return softWait(turn, identity, relations) ? WAIT : MET;
}

function hardMet(turn: ScanTurn, identity: Identity, { dependsOn }: Relations): boolean {
  let met = true;
  for (const { service, condition } of dependsOn) {
    if (!turn.s.names.has(service)) {
      const name = nameOf(turn.s, identity);
      sayOnce(turn, `missing ${name} ${service}`, { what: "missing-dependency", name, dependency: service });
    }
    met &&= isMet(levelOf(turn.s, service), condition);
  }
  return met;
}

function isMet(level: Level | undefined, condition: "ready" | "started" | "completed"): boolean {
  return level?.[condition] === true;
}

/** Exclusion holds whoever declares it. Of two that want to start at once, the name that sorts first goes first. */
function isExcluded(turn: ScanTurn, identity: Identity): boolean {
  const { s } = turn;
  const own = nameOf(s, identity);
  for (const other of rivals(s, identity, own)) {
    const level = s.levels.get(other);
    const name = nameOf(s, other);
    if (
      level?.active === true ||
      (level?.coming === true && name < own && s.told.get(other)?.verdict !== "wait")
    ) {
      sayOnce(turn, `conflict ${own} ${name}`, { what: "conflict", name: own, with: name });
      return true;
    }
    turn.s.said.delete(`conflict ${own} ${name}`);
  }
  return false;
}

function rivals(s: ScanState, identity: Identity, own: string): readonly Identity[] {
  const declared = (s.relations.get(identity) ?? NO_RELATIONS).conflicts.map((name) => s.names.get(name));
  const declaring = [...(s.mentions.get(own) ?? [])].filter((other) =>
    (s.relations.get(other) ?? NO_RELATIONS).conflicts.includes(own),
  );
  return [...declared, ...declaring].filter(
    (other) => other !== undefined && other !== identity,
  ) as Identity[];
}

/** Soft dependencies on their way are waited for: once, for a while, and never in a circle. */
function softWait(turn: ScanTurn, identity: Identity, relations: Relations): boolean {
  const { s, now } = turn;
  if (!softNames(relations).some((name) => isComing(s, identity, name))) {
    s.softUntil.delete(identity);
    return false;
  }
  const until = s.softUntil.get(identity) ?? now + SOFT_WAIT_MS;
  s.softUntil.set(identity, until > now ? until : OVER);
  return until > now;
}

/** The wait is over; it begins anew only after nobody was on the way any more. */
const OVER = -Infinity;

function isComing(s: ScanState, identity: Identity, name: string): boolean {
  const target = s.names.get(name);
  if (target === undefined || target === identity) return false;
  const level = s.levels.get(target);
  const coming = level === undefined ? s.entries.get(target)?.stage === "supervised" : level.coming;
  return coming && !reaches(s, target, identity);
}

function softNames({ wants, after }: Relations): readonly string[] {
  return wants.length === 0 ? after : [...wants, ...after];
}

/** Whether `from` itself waits, directly or not, for `to`. */
function reaches(s: ScanState, from: Identity, to: Identity): boolean {
  const seen = new Set<Identity>([from]);
  for (const at of seen) {
    const relations = s.relations.get(at) ?? NO_RELATIONS;
    for (const name of [...softNames(relations), ...relations.dependsOn.map((d) => d.service)]) {
      const next = s.names.get(name);
      if (next === to) return true;
      if (next !== undefined) seen.add(next);
    }
  }
  return false;
}

function pullDependencies(turn: ScanTurn, identity: Identity): void {
  const { s } = turn;
  if (s.levels.get(identity)?.wanted !== true) return;
  for (const target of hardTargets(s, identity))
    if (s.levels.get(target)?.wanted === false) turn.effects.push({ kind: "pull", identity: target });
}

function levelOf(s: ScanState, name: string): Level | undefined {
  const target = s.names.get(name);
  return target === undefined ? undefined : s.levels.get(target);
}
