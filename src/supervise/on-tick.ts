/** Deadlines that have come. Each acts only in the phase that armed it. */
import { killGroup, startFinish } from "./after-run.ts";
import { onReadyTimeout, probeHealth, probeReady } from "./readiness.ts";
import { FORCED_STOP_MS } from "./service-state.ts";
import { rest, tryStart } from "./start.ts";
import { kill, sendStopSignal } from "./stop.ts";
import { say, sendSignal, type Turn } from "./turn.ts";

/** A drained logger that was sent TERM gets KILL after this. */
const DRAIN_KILL_MS = 5000;

/** Acts on every deadline at or before now, the urgent ones first. */
export function onTick(turn: Turn): void {
  const { s, now } = turn;
  if (s.killAt <= now) onKillDue(turn);
  if (s.drainBy <= now) onDrainOverdue(turn);
  if (s.finishBy <= now) onFinishOverdue(turn);
  if (s.groupAt <= now) {
    s.groupAt = Infinity;
    turn.effects.push({ kind: "check-group", pid: s.pid });
  }
  if (s.startAt <= now) onStartDue(turn);
  if (s.readyBy <= now) onReadyTimeout(turn);
  if (s.probeAt <= now) probeReady(turn);
  if (s.healthAt <= now) probeHealth(turn);
}

function onKillDue(turn: Turn): void {
  const { s } = turn;
  s.killAt = Infinity;
  if (s.phase === "emptying") {
    killGroup(turn);
    return;
  }
  say(turn, { what: "killed", afterMs: killDelayOf(turn) });
  kill(turn);
}

function killDelayOf({ s }: Turn): number {
  const { stop } = s.definition;
  return stop.hasTimeout ? stop.timeoutMs : Math.min(s.graceMs, FORCED_STOP_MS);
}

/** A logger that does not end with its input: TERM, then KILL; one that has no process has nothing to lose. */
function onDrainOverdue(turn: Turn): void {
  const { s, now } = turn;
  s.drainBy = Infinity;
  if (s.phase === "starting") {
    s.want = "down";
    s.graceMs = 0;
  } else if (s.phase !== "up") rest(turn);
  else if (s.stopStage === "none") {
    sendStopSignal(turn);
    s.drainBy = now + DRAIN_KILL_MS;
  } else kill(turn);
}

/** The whole session of `finish`: a script that hangs mostly hangs in something it started. */
function onFinishOverdue(turn: Turn): void {
  const { s } = turn;
  s.finishBy = Infinity;
  sendSignal(turn, "KILL", true);
  say(turn, { what: "finish-killed", afterMs: s.definition.finishTimeoutMs });
}

function onStartDue(turn: Turn): void {
  turn.s.startAt = Infinity;
  if (turn.s.phase === "ending") startFinish(turn);
  else tryStart(turn);
}
