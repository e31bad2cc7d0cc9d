/** How a directory without a process comes to one, and where it waits on the way. Precondition of all: no process. */
import { JOB_LIMIT_MS, START_INTERVAL_MS } from "./service-state.ts";
import { disarm, runJob, say, type Turn } from "./turn.ts";

/** Starts it as soon as it may: now, when the dependencies are there, or when the last start is old enough. */
export function tryStart(turn: Turn): void {
  const { s, now } = turn;
  disarm(turn);
  if (s.verdict === "refused") {
    refuse(turn);
    return;
  }
  if (!mayStart(turn)) {
    s.phase = "blocked";
    return;
  }
  const earliest = Math.max(s.notBefore, s.startedAt + START_INTERVAL_MS);
  if (now < earliest) {
    s.phase = "delayed";
    s.startAt = earliest;
    return;
  }
  prepare(turn);
}

/** After control/u: its exit code means nothing (runit), but the world may have changed while it ran. */
export function finishPreparing(turn: Turn): void {
  const { s } = turn;
  if (s.want === "down") rest(turn);
  else if (!mayStart(turn)) tryStart(turn);
  else spawnRun(turn);
}

/** Nothing runs and nothing shall: stays down, or ends supervision if that was asked for. */
export function rest(turn: Turn): void {
  const { s } = turn;
  disarm(turn);
  s.pid = 0;
  s.drainBy = Infinity;
  s.phase = s.exiting ? "exited" : "down";
}

/** A member of a cycle: the want turns down, so that nobody believes it is on its way. The graph says which cycle. */
export function refuse(turn: Turn): void {
  turn.s.want = "down";
  turn.s.failed = "cycle";
  say(turn, { what: "cycle" });
  rest(turn);
}

function mayStart(turn: Turn): boolean {
  const { s } = turn;
  return s.verdict === "met" && !s.held && !s.suspended;
}

function prepare(turn: Turn): void {
  if (turn.s.definition.role === "logger" || turn.isBare) {
    spawnRun(turn);
    return;
  }
  turn.s.phase = "preparing";
  runJob(turn, "control/u", JOB_LIMIT_MS);
}

function spawnRun(turn: Turn): void {
  const { s, now } = turn;
  s.phase = "starting";
  s.starts += 1;
  s.startedAt = now;
  s.stopStage = "none";
  s.exitAsked = false;
  s.faulted = false;
  s.completed = false;
  s.scripts = "";
  s.healthFailures = 0;
  turn.effects.push(SPAWN_RUN);
}

const SPAWN_RUN = { kind: "spawn", program: "run", args: [] } as const;
