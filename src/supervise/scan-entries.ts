/** From what a scan found, and from what ended, to which directories are supervised. */

import { nameChanged, relate } from "./relations.ts";
import {
  type Identity,
  RETURN_MS,
  type ScanEntry,
  type ScanEvent,
  type ScannedEntry,
  SETTLE_MS,
} from "./scan-state.ts";
import { amend, type ScanTurn, sayOnce } from "./scan-turn.ts";
import { continueShutdown } from "./shutdown.ts";

/** Compares the scan with what is known. The whole scan is taken in before anybody is started, so that all are known. */
export function onScanned(turn: ScanTurn, found: readonly ScannedEntry[]): void {
  const { s } = turn;
  if (s.shutdown !== "none") return;
  const byIdentity = chooseNames(turn, found);
  for (const entry of [...s.entries.values()]) if (!byIdentity.has(entry.identity)) onGone(turn, entry);
  for (const seen of byIdentity.values()) takeName(turn, seen);
  for (const seen of byIdentity.values()) onSeen(turn, seen);
}

/** The machine of a service or logger has ended. */
export function onEnded(turn: ScanTurn, event: Extract<ScanEvent, { kind: "ended" }>): void {
  const entry = turn.s.entries.get(event.identity);
  if (entry === undefined) return;
  if (event.role === "logger") onLoggerEnded(turn, entry, event.operatorDown);
  else onServiceEnded(turn, entry, event.operatorDown);
  continueShutdown(turn);
}

/** Settled long enough, or away long enough after an operator's `x`. */
export function onEntryDeadlines(turn: ScanTurn): void {
  for (const identity of [...turn.s.timed]) {
    const entry = turn.s.entries.get(identity);
    if (entry === undefined) continue;
    if (entry.loggerReturnAt <= turn.now) startLogger(turn, entry);
    if (entry.deadline <= turn.now) onDeadline(turn, turn.s.entries.get(entry.identity) ?? entry);
  }
}

function onDeadline(turn: ScanTurn, entry: ScanEntry): void {
  if (entry.stage === "settling")
    sayOnce(turn, `incomplete ${entry.name}`, { what: "incomplete", name: entry.name });
  supervise(turn, entry, entry.stage === "exited" && entry.returnsDown);
}

/** Two names of one directory: the one it has already, else the first. */
function chooseNames(turn: ScanTurn, found: readonly ScannedEntry[]): Map<Identity, ScannedEntry> {
  const chosen = new Map<Identity, ScannedEntry>();
  for (const seen of [...found].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const other = chosen.get(seen.identity);
    if (other !== undefined) {
      const names = { name: seen.name, as: other.name };
      sayOnce(turn, `same ${seen.name} ${other.name}`, { what: "same-directory", ...names });
    }
    if (other === undefined || turn.s.entries.get(seen.identity)?.name === seen.name)
      chosen.set(seen.identity, seen);
  }
  return chosen;
}

function takeName(turn: ScanTurn, seen: ScannedEntry): void {
  const { s } = turn;
  const entry = s.entries.get(seen.identity);
  if (entry === undefined) {
    s.entries.set(seen.identity, newEntry(seen));
    s.names.set(seen.name, seen.identity);
    nameChanged(turn, [seen.name]);
    return;
  }
  if (entry.name === seen.name) return;
  amend(turn, entry, { name: seen.name });
  if (s.names.get(entry.name) === entry.identity) s.names.delete(entry.name);
  s.names.set(seen.name, seen.identity);
  if (entry.stage === "supervised" || entry.stage === "exited")
    turn.effects.push({ kind: "rename", identity: entry.identity, from: entry.name, to: seen.name });
  nameChanged(turn, [entry.name, seen.name]);
}

function newEntry(seen: ScannedEntry): ScanEntry {
  return {
    identity: seen.identity,
    name: seen.name,
    stage: "settling",
    logger: false,
    hasLog: seen.hasLog,
    serviceEnded: true,
    back: null,
    deadline: Infinity,
    stamp: "",
    returnsDown: false,
    loggerReturnAt: Infinity,
    loggerReturnsDown: false,
  };
}

function onSeen(turn: ScanTurn, seen: ScannedEntry): void {
  const entry = turn.s.entries.get(seen.identity);
  if (entry === undefined) return;
  const known = entry.hasLog === seen.hasLog ? entry : amend(turn, entry, { hasLog: seen.hasLog });
  switch (known.stage) {
    case "settling":
      if (seen.complete) supervise(turn, known, false);
      else if (seen.stamp !== known.stamp)
        amend(turn, known, { stamp: seen.stamp, deadline: turn.now + SETTLE_MS });
      return;
    case "supervised":
      if (seen.hasLog && !known.logger && known.loggerReturnAt === Infinity) startLogger(turn, known);
      return;
    case "removing":
      amend(turn, known, { back: seen });
      return;
    case "exited":
      return;
  }
}

function supervise(turn: ScanTurn, entry: ScanEntry, down: boolean): void {
  const { identity, name } = entry;
  const next = amend(turn, entry, { stage: "supervised", deadline: Infinity, serviceEnded: false });
  turn.s.told.delete(identity);
  turn.effects.push({ kind: "supervise", identity, name, role: "service", down });
  if (next.hasLog && !next.logger) startLogger(turn, next);
}

function startLogger(turn: ScanTurn, entry: ScanEntry): void {
  const { identity, name, loggerReturnsDown: down } = entry;
  amend(turn, entry, { logger: true, loggerReturnAt: Infinity, loggerReturnsDown: false });
  turn.effects.push({ kind: "supervise", identity, name, role: "logger", down });
}

/** Not in the scan directory any more, or under a dot-name. */
function onGone(turn: ScanTurn, entry: ScanEntry): void {
  const { s } = turn;
  switch (entry.stage) {
    case "settling":
      forget(turn, entry);
      return;
    case "supervised":
      amend(turn, entry, { stage: "removing", loggerReturnAt: Infinity });
      turn.effects.push({ kind: "remove", identity: entry.identity, graceMs: s.graceMs });
      nameChanged(turn, [entry.name]);
      return;
    case "exited":
      endService(
        turn,
        amend(turn, entry, { stage: "removing", deadline: Infinity, loggerReturnAt: Infinity }),
      );
      return;
    case "removing":
      amend(turn, entry, { back: null });
      return;
  }
}

function onServiceEnded(turn: ScanTurn, entry: ScanEntry, operatorDown: boolean): void {
  const { s, now } = turn;
  s.levels.delete(entry.identity);
  s.told.delete(entry.identity);
  s.softUntil.delete(entry.identity);
  s.untold.delete(entry.identity);
  const ended = amend(turn, entry, { serviceEnded: true });
  if (ended.stage === "removing" || s.shutdown !== "none") {
    endService(turn, ended);
  } else {
    amend(turn, ended, { stage: "exited", deadline: now + RETURN_MS, returnsDown: operatorDown });
  }
  nameChanged(turn, [entry.name]);
}

/** The service is over for good: its logger reads to the end. */
function endService(turn: ScanTurn, entry: ScanEntry): void {
  if (entry.logger) turn.effects.push({ kind: "drain", identity: entry.identity, graceMs: turn.s.graceMs });
  else forget(turn, entry);
}

function onLoggerEnded(turn: ScanTurn, entry: ScanEntry, operatorDown: boolean): void {
  const isLast = entry.serviceEnded && (entry.stage === "removing" || turn.s.shutdown !== "none");
  const ended = amend(turn, entry, { logger: false });
  if (isLast) forget(turn, ended);
  else if (entry.stage !== "removing" && turn.s.shutdown === "none")
    amend(turn, ended, { loggerReturnAt: turn.now + RETURN_MS, loggerReturnsDown: operatorDown });
}

/** Nothing of it is left. Should the directory have come back, it begins anew. */
function forget(turn: ScanTurn, entry: ScanEntry): void {
  const { s } = turn;
  const { identity, back } = entry;
  s.entries.delete(identity);
  s.timed.delete(identity);
  if (s.names.get(entry.name) === identity) s.names.delete(entry.name);
  relate(turn, identity, undefined);
  s.levels.delete(identity);
  s.told.delete(identity);
  s.softUntil.delete(identity);
  s.stopping.delete(identity);
  s.waves.delete(identity);
  for (const key of [...s.said]) if (key.split(" ").includes(entry.name)) s.said.delete(key);
  nameChanged(turn, [entry.name]);
  if (back === null || s.shutdown !== "none") return;
  takeName(turn, back);
  onSeen(turn, back);
}
