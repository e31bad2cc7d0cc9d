/** What the monitor tells one directory: dependencies, removal, shutdown, hold, new files. */
import { killGroup, startFinish } from "./after-run.ts";
import { armHealth, becomeReady } from "./readiness.ts";
import type { ServiceDefinition, ServiceEvent } from "./service-state.ts";
import { refuse, rest, tryStart } from "./start.ts";
import { kill, OPERATOR_STOP, stopNow } from "./stop.ts";
import { sendSignal, type Turn } from "./turn.ts";

type Dependencies = Extract<ServiceEvent, { kind: "dependencies" }>;

/** The graph's verdict. What runs goes on running unless `stop`. */
export function onDependencies(turn: Turn, event: Dependencies): void {
  const { s } = turn;
  s.verdict = event.verdict;
  s.suspended = event.stop;
  if (s.failed === "cycle" && event.verdict !== "refused") {
    s.failed = "none";
    s.want = "up";
    if (s.phase === "down") tryStart(turn);
    return;
  }
  if (s.phase === "blocked" || s.phase === "delayed") {
    if (event.verdict === "refused") refuse(turn);
    else if (s.phase === "blocked") tryStart(turn);
  } else if (event.stop && (s.phase === "up" || s.phase === "done")) stopNow(turn, OPERATOR_STOP);
}

/** Stop in good order and start again; what is down or has not started yet needs neither. */
export function onRestart(turn: Turn): void {
  const { s } = turn;
  if (s.want !== "down" && (s.phase === "up" || s.phase === "done")) stopNow(turn, OPERATOR_STOP);
}

/** Somebody depends on it: overrides a `down` file, not an operator, a failure, or a run that is complete. */
export function onPull(turn: Turn): void {
  const { s } = turn;
  if (s.want !== "down" || s.operatorDown || s.exiting || s.failed !== "none" || s.completed) return;
  s.want = "up";
  if (s.phase === "down") tryStart(turn);
}

/** As `dx`, and not later than `graceMs` where the directory itself sets no time. */
export function onRemove(turn: Turn, graceMs: number): void {
  const { s, now } = turn;
  s.want = "down";
  s.exiting = true;
  s.graceMs = Math.min(s.graceMs, graceMs);
  if (s.phase === "up" && s.stopStage !== "none") {
    if (!s.definition.stop.hasTimeout) s.killAt = Math.min(s.killAt, now + graceMs);
  } else if (s.phase === "finish") s.finishBy = Math.min(s.finishBy, now + graceMs);
  else if (s.phase === "ending" && s.startAt !== Infinity) startFinish(turn);
  else stopNow(turn, { asked: true, forcedMs: graceMs });
}

/** The bound of a shutdown has passed. */
export function onKill(turn: Turn): void {
  const { s } = turn;
  s.want = "down";
  s.exiting = true;
  s.graceMs = 0;
  switch (s.phase) {
    case "up":
      kill(turn);
      return;
    case "emptying":
      killGroup(turn);
      return;
    case "finish":
      sendSignal(turn, "KILL", true);
      return;
    case "down":
    case "blocked":
    case "delayed":
    case "preparing":
    case "done":
      rest(turn);
      return;
    case "ending":
      if (s.startAt !== Infinity) rest(turn);
      return;
    case "starting":
    case "exited":
      return;
  }
}

/** A logger reads to the end of its input and exits. One that waits to start must start: the pipe may hold lines. */
export function onDrain(turn: Turn, graceMs: number): void {
  const { s, now } = turn;
  const willRun = s.phase !== "down" && s.want !== "down";
  s.exiting = true;
  if (!willRun && s.phase !== "up" && s.phase !== "starting") {
    rest(turn);
    return;
  }
  if (willRun) s.want = "once";
  if (s.paused) sendSignal(turn, "CONT", s.definition.stop.group);
  s.paused = false;
  s.drainBy = Math.min(s.drainBy, now + graceMs);
}

/** An apply is changing files: what runs goes on, nothing starts. */
export function onHold(turn: Turn, on: boolean): void {
  turn.s.held = on;
  if (!on && turn.s.phase === "blocked") tryStart(turn);
}

/** New files under a running process: its probes change at once, everything else when it matters next. */
export function onDefined(turn: Turn, definition: ServiceDefinition): void {
  const { s } = turn;
  s.definition = definition;
  if (s.phase !== "up" || s.stopStage !== "none") return;
  if (!s.ready && definition.ready === null && !definition.oneshot) becomeReady(turn);
  else if (s.ready && (definition.health === null || (s.healthAt === Infinity && !s.probing)))
    armHealth(turn);
}
