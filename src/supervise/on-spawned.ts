/** The driver's answer to `spawn`: a process, or why there is none. */

import { EXEC_FAILED_STATUS } from "../protocol/state-record.ts";
import { afterFinish, onRunExited, retryFinish } from "./after-run.ts";
import { awaitReadiness } from "./readiness.ts";
import { FORK_RETRY_MS, type ServiceEvent } from "./service-state.ts";
import { rest } from "./start.ts";
import { beginStop, kill, OPERATOR_STOP } from "./stop.ts";
import { say, type Turn } from "./turn.ts";

type Spawned = Extract<ServiceEvent, { kind: "spawned" }>;
type SpawnFailed = Extract<ServiceEvent, { kind: "spawn-failed" }>;

/** A process exists. A want that changed meanwhile is acted on now. */
export function onSpawned(turn: Turn, event: Spawned): void {
  const { s, now } = turn;
  s.pid = event.pid;
  if (event.program === "finish") {
    s.phase = "finish";
    s.startAt = Infinity;
    s.finishBy = now + Math.min(s.definition.finishTimeoutMs, s.graceMs);
    return;
  }
  s.phase = "up";
  s.since = event.wall;
  s.paused = false;
  s.gotTerm = false;
  if (s.graceMs === 0) kill(turn);
  else if (s.want === "down" || s.suspended) beginStop(turn, { ...OPERATOR_STOP, forcedMs: s.graceMs });
  else awaitReadiness(turn);
}

/**
 * No process. A `run` that is missing or cannot be executed counts as one that exited 111 (daemontools, runit), but the
 * directory has been down all along: its status stays as it is, and nothing is written every second for ever.
 */
export function onSpawnFailed(turn: Turn, event: SpawnFailed): void {
  if (event.program === "run") onRunFailed(turn, event);
  else if (event.reason === "fork" && turn.s.graceMs === Infinity) retryFinish(turn);
  else afterFinish(turn, undefined);
}

function onRunFailed(turn: Turn, event: SpawnFailed): void {
  const { s, now } = turn;
  if (event.reason !== "fork") {
    onRunExited(turn, EXEC_FAILED_STATUS, s.since === 0 ? event.wall : s.since, false);
    return;
  }
  if (s.want === "down" || (s.exiting && s.drainBy === Infinity)) {
    rest(turn);
    return;
  }
  s.phase = "delayed";
  s.startAt = now + FORK_RETRY_MS;
  say(turn, { what: "fork-failed", retryMs: FORK_RETRY_MS });
}
