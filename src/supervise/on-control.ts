/** Control bytes (semantics 3.2): the want changes in every phase, a signal reaches what runs. */
import { type Command, commandOf } from "../protocol/control.ts";
import { killGroup } from "./after-run.ts";
import { forgetFailures } from "./judge.ts";
import { JOB_LIMIT_MS, type Want } from "./service-state.ts";
import { rest, tryStart } from "./start.ts";
import { kill, OPERATOR_STOP, stopNow } from "./stop.ts";
import { runJob, sendSignal, type Turn } from "./turn.ts";

type Signal = Extract<Command, { kind: "signal" }>;

/** One byte; unknown ones mean nothing. */
export function onControl(turn: Turn, byte: number): void {
  const command = commandOf(byte);
  switch (command?.kind) {
    case "up":
      wantStarted(turn, "up");
      return;
    case "once":
      wantStarted(turn, "once");
      return;
    case "down":
      turn.s.want = "down";
      turn.s.operatorDown = true;
      stopNow(turn, OPERATOR_STOP);
      return;
    case "exit":
      exitOnceDown(turn);
      return;
    case "signal":
    case "pause":
    case "continue":
      reachProcess(turn, command);
      return;
    case undefined:
      return;
  }
}

/** A signal letter whose control script is through, for the same process: `handled` means the script did it all. */
export function afterScript(turn: Turn, letter: string, handled: boolean): void {
  const command = commandOf(letter.charCodeAt(0));
  if (command?.kind === "signal") {
    if (!handled) sendCommandSignal(turn, command);
  } else if (command?.kind === "pause") {
    turn.s.paused = true;
    if (!handled) sendSignal(turn, "STOP", turn.s.definition.stop.group);
  } else if (command?.kind === "continue") {
    turn.s.paused = false;
    if (!handled) sendSignal(turn, "CONT", turn.s.definition.stop.group);
  }
}

function wantStarted(turn: Turn, want: Want): void {
  const { s } = turn;
  s.want = want;
  s.operatorDown = false;
  switch (s.phase) {
    case "down":
    case "delayed":
      forgetFailures(turn);
      tryStart(turn);
      return;
    case "blocked":
    case "preparing":
    case "starting":
    case "up":
    case "done":
    case "emptying":
    case "ending":
    case "finish":
      s.failed = "none";
      return;
    case "exited":
      return;
  }
}

/** `x`: ends once down, signals nobody (daemontools). What only waits to start is down. */
function exitOnceDown(turn: Turn): void {
  const { s } = turn;
  s.exiting = true;
  switch (s.phase) {
    case "down":
    case "blocked":
    case "delayed":
      rest(turn);
      return;
    case "up":
      if (s.definition.role === "service") runJob(turn, "control/x", JOB_LIMIT_MS);
      return;
    case "preparing":
    case "starting":
    case "done":
    case "emptying":
    case "ending":
    case "finish":
    case "exited":
      return;
  }
}

/** Letters that act on the process of phase up; of those, only KILL reaches `finish` and the rest of a group. */
function reachProcess(turn: Turn, command: Command): void {
  const { s } = turn;
  if (command.letter === "k" && s.phase === "finish") sendSignal(turn, "KILL", true);
  if (command.letter === "k" && s.phase === "emptying") killGroup(turn);
  if (s.phase !== "up") return;
  if (TERMINATING.includes(command.letter)) s.exitAsked = true;
  if (s.scripts.includes(command.letter)) return;
  if (s.definition.role === "logger" || turn.isBare) {
    afterScript(turn, command.letter, false);
  } else {
    s.scripts += command.letter;
    runJob(turn, `control/${command.letter}`, JOB_LIMIT_MS);
  }
}

/** Letters by which an operator means "end it": the exit that follows is not judged as a failure. */
const TERMINATING = "tkiq";

function sendCommandSignal(turn: Turn, command: Signal): void {
  const { s } = turn;
  const { stop, reload } = s.definition;
  switch (command.letter) {
    case "t":
      s.gotTerm = true;
      sendSignal(turn, "TERM", stop.group);
      return;
    case "k":
      kill(turn);
      return;
    case "h":
      if (reload === "command") runJob(turn, "reload-command", JOB_LIMIT_MS);
      else sendSignal(turn, reload.signal, false);
      return;
    default:
      sendSignal(turn, command.signal, false);
  }
}
