/** From the exit of `run` to the decision what comes next: the rest of its group, then `finish`, then the policy. */
import { fail, judgeRun, tellMainEnded } from "./judge.ts";
import { FORCED_STOP_MS, FORK_RETRY_MS, GROUP_POLL_MS } from "./service-state.ts";
import { rest, tryStart } from "./start.ts";
import { disarm, disarmProbes, say, sendSignal, type Turn } from "./turn.ts";
import { exitCodeOf, isSuccess, lowByteOf } from "./wait-status.ts";

/** Exit code of `finish` that means: do not start it again (s6). */
const PERMANENT_FAILURE = 125;

/** `run` is gone. */
export function onRunExited(turn: Turn, status: number | null, wall: number, groupAlive: boolean): void {
  const { s, now } = turn;
  s.lastStatus = status;
  s.exitedAt = now;
  s.exitedWall = wall;
  s.paused = false;
  s.ready = false;
  disarmProbes(turn);
  if (groupAlive && s.definition.stop.group) emptyGroup(turn);
  else endRun(turn);
}

/** The driver looked at the group. */
export function onGroup(turn: Turn, alive: boolean): void {
  if (alive) turn.s.groupAt = turn.now + GROUP_POLL_MS;
  else endRun(turn);
}

/** What is left of the group has had its time. */
export function killGroup(turn: Turn): void {
  sendSignal(turn, "KILL", true);
  say(turn, { what: "group-killed" });
  endRun(turn);
}

/** Asks for `finish`, which also undoes a oneshot. */
export function startFinish(turn: Turn): void {
  const { s } = turn;
  disarm(turn);
  s.pid = 0;
  s.ready = false;
  s.phase = "ending";
  const args = [String(exitCodeOf(s.lastStatus)), String(lowByteOf(s.lastStatus))];
  turn.effects.push({ kind: "spawn", program: "finish", args });
}

/** `finish` could not be forked: its clean-up is owed, so it is tried again. */
export function retryFinish(turn: Turn): void {
  turn.s.startAt = turn.now + FORK_RETRY_MS;
  say(turn, { what: "fork-failed", retryMs: FORK_RETRY_MS });
}

/** `finish` ended with this wait status, or there is none to run (undefined). */
export function afterFinish(turn: Turn, status: number | null | undefined): void {
  const { s } = turn;
  disarm(turn);
  s.pid = 0;
  s.since = s.exitedWall;
  s.gotTerm = false;
  s.stopStage = "none";
  if (status !== undefined && exitCodeOf(status) === PERMANENT_FAILURE) {
    say(turn, { what: "permanent-failure" });
    fail(turn, "permanent");
  } else judgeRun(turn);
  comeToNext(turn);
}

function comeToNext(turn: Turn): void {
  const { s } = turn;
  if (s.want === "up" && !s.exiting) {
    tryStart(turn);
    return;
  }
  if (s.want === "once" && !s.exiting) tellMainEnded(turn);
  rest(turn);
}

/** Members of the group outlive their leader: those of a crashed one are told to stop, those of a stopped one know. */
function emptyGroup(turn: Turn): void {
  const { s, now } = turn;
  const { stop } = s.definition;
  if (s.stopStage === "none") sendSignal(turn, stop.signal, true);
  s.phase = "emptying";
  s.killAt = Math.min(s.killAt, now + Math.min(stop.timeoutMs, FORCED_STOP_MS));
  s.groupAt = now + GROUP_POLL_MS;
}

function endRun(turn: Turn): void {
  const { s } = turn;
  const { definition } = s;
  if (definition.role === "logger") {
    afterFinish(turn, undefined);
    return;
  }
  if (!definition.oneshot) {
    if (turn.isBare) afterFinish(turn, undefined);
    else startFinish(turn);
    return;
  }
  if (s.faulted || !isSuccess(s.lastStatus, definition.restart.successCodes)) afterFinish(turn, undefined);
  else if (s.want === "down" || s.suspended || s.stopStage !== "none") startFinish(turn);
  else becomeDone(turn);
}

/** A oneshot whose `run` succeeded stays up without a process. */
function becomeDone(turn: Turn): void {
  const { s } = turn;
  disarm(turn);
  s.pid = 0;
  s.phase = "done";
  s.since = s.exitedWall;
  s.gotTerm = false;
  s.ready = true;
  s.completed = true;
  s.failures = 0;
  s.windowFailures = 0;
  tellMainEnded(turn);
}
