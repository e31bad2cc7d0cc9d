/** Who mentions whom: kept so that one change is judged for those it concerns and nobody else. */
import { updateCycles } from "./cycles.ts";
import { judgeDependencies } from "./dependencies.ts";
import type { Identity, Relations, ScanEvent } from "./scan-state.ts";
import { nameOf, type ScanTurn } from "./scan-turn.ts";

/** A directory's relations were read, first or again. */
export function onRelated(turn: ScanTurn, event: Extract<ScanEvent, { kind: "related" }>): void {
  const { identity, relations } = event;
  relate(turn, identity, relations);
  judgeAll(turn, [identity, ...updateCycles(turn, relations.dependsOn.length === 0 ? [] : [identity])]);
  judgeMentions(turn, [nameOf(turn.s, identity), ...relations.provides]);
}

/** Names came, went or mean something else now. */
export function nameChanged(turn: ScanTurn, names: readonly string[]): void {
  const mentioning = names.flatMap((name) => [...(turn.s.mentions.get(name) ?? [])]);
  if (mentioning.length > 0) judgeAll(turn, [...mentioning, ...updateCycles(turn, mentioning)]);
}

/** Everybody who mentions one of the names. */
export function judgeMentions(turn: ScanTurn, names: readonly string[]): void {
  for (const name of names) judgeAll(turn, turn.s.mentions.get(name) ?? []);
}

/** Files what a directory says about others; undefined: nothing any more. */
export function relate(turn: ScanTurn, identity: Identity, relations: Relations | undefined): void {
  const { s } = turn;
  forgetRelations(turn, identity);
  if (relations === undefined) return;
  s.relations.set(identity, relations);
  for (const name of mentioned(relations)) {
    const set = s.mentions.get(name) ?? new Set();
    s.mentions.set(name, set.add(identity));
  }
  for (const alias of relations.provides) if (!s.names.has(alias)) s.names.set(alias, identity);
}

function forgetRelations(turn: ScanTurn, identity: Identity): void {
  const { s } = turn;
  const before = s.relations.get(identity);
  if (before === undefined) return;
  s.relations.delete(identity);
  for (const name of mentioned(before)) s.mentions.get(name)?.delete(identity);
  for (const alias of before.provides) if (s.names.get(alias) === identity) s.names.delete(alias);
}

function mentioned(r: Relations): readonly string[] {
  return [...r.dependsOn.map((d) => d.service), ...r.wants, ...r.after, ...r.conflicts, ...r.partOf];
}

function judgeAll(turn: ScanTurn, identities: Iterable<Identity>): void {
  for (const identity of identities) judgeDependencies(turn, identity);
}
