/** The order in which everything ends: who depends on others first, loggers after their services, all of it bounded. */
import { type Identity, KILL_WAIT_MS, NO_RELATIONS, type Relations, type ScanState } from "./scan-state.ts";
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
    else if (entry.stage === "supervised") s.untold.add(identity);
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
  // Usually all were told at once: nothing to find out at each of a thousand ends.
  if (s.untold.size === 0) return [];
  const free = [...s.untold].filter((identity) => !isNeeded(s, identity));
  return free.length === 0 && !someObey(s) ? [...s.untold] : free;
}

/** Whether somebody who still runs has to end before it. */
function isNeeded(s: ScanState, identity: Identity): boolean {
  const names = [s.entries.get(identity)?.name ?? "", ...relationsOf(s, identity).provides];
  return names.some((name) => {
    if (s.names.get(name) !== identity) return false;
    for (const other of s.mentions.get(name) ?? [])
      if (other !== identity && runs(s, other) && endsBefore(relationsOf(s, other), name)) return true;
    return false;
  });
}

function endsBefore({ dependsOn, wants, after }: Relations, name: string): boolean {
  return dependsOn.some((d) => d.service === name) || wants.includes(name) || after.includes(name);
}

/** Somebody was told, and is still on the way. */
function someObey(s: ScanState): boolean {
  for (const identity of s.stopping) if (runs(s, identity)) return true;
  return false;
}

function runs(s: ScanState, identity: Identity): boolean {
  return s.entries.get(identity)?.serviceEnded === false;
}

const relationsOf = (s: ScanState, identity: Identity): Relations =>
  s.relations.get(identity) ?? NO_RELATIONS;

function stopOne(turn: ScanTurn, identity: Identity): void {
  turn.s.untold.delete(identity);
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
