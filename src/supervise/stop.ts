/** How a running directory is stopped in good order: hooks, command or control script, signal, and KILL in the end. */
import { startFinish } from "./after-run.ts";
import { JOB_LIMIT_MS } from "./service-state.ts";
import { rest } from "./start.ts";
import { runJob, sendSignal, type Turn } from "./turn.ts";

/** Why and how urgently: `asked` exits are no failures; `forcedMs` is the KILL where no timeout is declared. */
export interface StopOrder {
  readonly asked: boolean;
  readonly forcedMs: number;
}

/** An operator's stop: KILL only where it is declared. */
export const OPERATOR_STOP: StopOrder = { asked: true, forcedMs: Infinity };

/** Makes what runs stop, in whatever phase it is; what cannot be stopped now is stopped when its phase ends. */
export function stopNow(turn: Turn, order: StopOrder): void {
  switch (turn.s.phase) {
    case "down":
    case "blocked":
    case "delayed":
      rest(turn);
      return;
    case "up":
      beginStop(turn, order);
      return;
    case "done":
      turn.s.exitAsked ||= order.asked;
      startFinish(turn);
      return;
    case "preparing":
    case "starting":
    case "emptying":
    case "ending":
    case "finish":
    case "exited":
      return;
  }
}

/** Phase up. A stop under way goes on; asked for again after the signal, the signal is sent again (daemontools). */
export function beginStop(turn: Turn, order: StopOrder): void {
  const { s, now } = turn;
  const { stop, hasPreStop } = s.definition;
  s.exitAsked ||= order.asked;
  s.killAt = Math.min(s.killAt, now + (stop.hasTimeout ? stop.timeoutMs : order.forcedMs));
  if (s.stopStage === "signalled" || s.stopStage === "killed") sendStopSignal(turn);
  if (s.stopStage !== "none") return;
  if (!hasPreStop) {
    stopByCommand(turn);
    return;
  }
  s.stopStage = "pre-stop";
  runJob(turn, "pre-stop", JOB_LIMIT_MS);
}

/** After the pre-stop hooks. */
export function stopByCommand(turn: Turn): void {
  const { s } = turn;
  if (!s.definition.stop.hasCommand) {
    stopByScript(turn);
    return;
  }
  s.stopStage = "command";
  runJob(turn, "stop-command", JOB_LIMIT_MS);
}

/** After the stop command, whatever its exit code: what it did not stop gets the signal, unless control/t takes over. */
export function stopByScript(turn: Turn): void {
  const { s } = turn;
  if (s.definition.role === "logger") {
    sendStopSignal(turn);
    return;
  }
  s.stopStage = "script";
  if (!s.scripts.includes("t")) {
    s.scripts += "t";
    runJob(turn, "control/t", JOB_LIMIT_MS);
  }
}

/** The signal, then CONT so that a stopped process can hear it (always, as daemontools and runit do). */
export function sendStopSignal(turn: Turn): void {
  const { s } = turn;
  const { signal, group } = s.definition.stop;
  sendSignal(turn, signal, group);
  s.gotTerm = true;
  afterStopSignal(turn);
}

/** What follows the signal, also where control/t took its place. */
export function afterStopSignal(turn: Turn): void {
  const { s } = turn;
  const { definition } = s;
  sendSignal(turn, "CONT", definition.stop.group);
  s.paused = false;
  s.stopStage = "signalled";
  if (s.want === "down" && definition.role === "service") runJob(turn, "control/d", JOB_LIMIT_MS);
}

/** KILL to the process, or to all of its group. */
export function kill(turn: Turn): void {
  const { s } = turn;
  s.stopStage = "killed";
  s.killAt = Infinity;
  sendSignal(turn, "KILL", s.definition.stop.group);
}
