/** The order in which everything ends: who depends on others first, loggers after their services, all of it bounded. */
import { type Identity, KILL_WAIT_MS, NO_RELATIONS, type ScanState } from "./scan-state.ts";
import { nameOf, type ScanTurn } from "./scan-turn.ts";

/** A second request is impatience: what is left is killed. */
export function onShutdown(turn: ScanTurn, exitCode: number): void {
  const { s, now } = turn;
  if (s.shutdown === "ordered") killAll(turn);
  if (s.shutdown !== "none") return;
  s.shutdown = "ordered";
  s.exitCode = exitCode;
  s.killAt = now + s.boundMs;
  for (const [identity, entry] of s.entries)
    if (entry.stage === "settling" || (entry.stage === "exited" && !entry.logger)) s.entries.delete(identity);
    else if (entry.stage === "exited") turn.effects.push({ kind: "drain", identity, graceMs: s.graceMs });
  continueShutdown(turn);
}

/** Something ended: tells the next ones, leaves when nothing is left. */
export function continueShutdown(turn: ScanTurn): void {
  const { s } = turn;
  if (s.shutdown === "none" || s.shutdown === "ended") return;
  if (s.entries.size === 0) {
    leave(turn);
    return;
  }
  if (s.shutdown === "ordered") for (const identity of nextToStop(s)) stopOne(turn, identity);
}

/** The moment `killAt`. */
export function onKillAt(turn: ScanTurn): void {
  if (turn.s.shutdown === "ordered") killAll(turn);
  else leave(turn);
}

/** Services nobody who still runs depends on; all that wait, should they wait for each other. Not yet told ones only. */
export function nextToStop(s: ScanState): readonly Identity[] {
  const running = [...s.entries.values()].filter((e) => e.stage === "supervised");
  const waiting = running.filter((e) => !s.stopping.has(e.identity));
  // All have been told: nothing to find out at each of a thousand ends.
  if (waiting.length === 0) return [];
  const needed = new Set<Identity>();
  for (const entry of s.entries.values())
    if (!entry.serviceEnded) for (const target of orderedAfter(s, entry.identity)) needed.add(target);
  const free = waiting.filter((e) => !needed.has(e.identity));
  const isStuck =
    free.length === 0 && ![...s.entries.values()].some((e) => s.stopping.has(e.identity) && !e.serviceEnded);
  return (isStuck ? waiting : free).map((e) => e.identity);
}

function orderedAfter(s: ScanState, identity: Identity): Identity[] {
  const { dependsOn, wants, after } = s.relations.get(identity) ?? NO_RELATIONS;
  return [...dependsOn.map((d) => d.service), ...wants, ...after]
    .map((name) => s.names.get(name))
    .filter((target) => target !== undefined && target !== identity) as Identity[];
}

function stopOne(turn: ScanTurn, identity: Identity): void {
  turn.s.stopping.add(identity);
  turn.effects.push({ kind: "remove", identity, graceMs: turn.s.graceMs });
}

function killAll(turn: ScanTurn): void {
  const { s, now } = turn;
  s.shutdown = "killing";
  s.killAt = now + KILL_WAIT_MS;
  const left = [...s.entries.keys()];
  turn.effects.push({
    kind: "report",
    report: { what: "shutdown-overdue", left: left.map((i) => nameOf(s, i)) },
  });
  for (const identity of left) turn.effects.push({ kind: "kill", identity });
}

function leave(turn: ScanTurn): void {
  turn.s.shutdown = "ended";
  turn.s.killAt = Infinity;
  turn.effects.push({ kind: "exit", code: turn.s.exitCode });
}
