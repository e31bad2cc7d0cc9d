/** Cycles of hard dependencies: found when relations or names change, never while something starts. */
import { type Identity, NO_RELATIONS, type ScanState } from "./scan-state.ts";
import { nameOf, type ScanTurn, sayOnce } from "./scan-turn.ts";

/** Looks for cycles through these and at those known; returns everybody whose answer changed. */
export function updateCycles(turn: ScanTurn, changed: Iterable<Identity>): readonly Identity[] {
  const { refused } = turn.s;
  const before = new Set(refused);
  refused.clear();
  for (const identity of new Set([...before, ...changed]))
    if (!refused.has(identity)) refuseCycle(turn, findCycle(turn.s, identity));
  return [...new Set([...before, ...refused])].filter((i) => before.has(i) !== refused.has(i));
}

/** A shortest way from a service over hard dependencies back to itself, both ends included; or nothing. */
export function findCycle(s: ScanState, from: Identity): readonly Identity[] | undefined {
  const cameFrom = new Map<Identity, Identity>();
  const queue: Identity[] = [from];
  for (const at of queue)
    for (const next of hardTargets(s, at)) {
      if (next === from) return [...wayTo(cameFrom, at, from), from];
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      queue.push(next);
    }
  return undefined;
}

/** Existing services this one depends on. */
export function hardTargets(s: ScanState, identity: Identity): Identity[] {
  const { dependsOn } = s.relations.get(identity) ?? NO_RELATIONS;
  return dependsOn.map((d) => s.names.get(d.service)).filter((target) => target !== undefined);
}

function refuseCycle(turn: ScanTurn, cycle: readonly Identity[] | undefined): void {
  const from = cycle?.[0];
  if (cycle === undefined || from === undefined) return;
  for (const member of entangledWith(turn.s, from)) turn.s.refused.add(member);
  const path = cycle.map((member) => nameOf(turn.s, member));
  sayOnce(turn, `cycle ${[...new Set(path)].sort().join(" ")}`, { what: "cycle", path });
}

/** Everybody on any cycle through this one: what it reaches and what reaches it. */
function entangledWith(s: ScanState, from: Identity): ReadonlySet<Identity> {
  const sources = new Map<Identity, Identity[]>();
  const reached = new Set<Identity>([from]);
  for (const at of reached)
    for (const next of hardTargets(s, at)) {
      reached.add(next);
      sources.set(next, [...(sources.get(next) ?? []), at]);
    }
  const entangled = new Set<Identity>([from]);
  for (const at of entangled) for (const source of sources.get(at) ?? []) entangled.add(source);
  return entangled;
}

function wayTo(cameFrom: ReadonlyMap<Identity, Identity>, end: Identity, from: Identity): Identity[] {
  const way = [end];
  for (let at = end; at !== from; ) {
    at = cameFrom.get(at) ?? from;
    way.unshift(at);
  }
  return way;
}
