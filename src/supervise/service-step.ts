/**
 * The machine of one supervised directory: `step(state, event)` gives the next state and what to do about it. The
 * states, and who may interrupt what, are told in `service-state.ts`. Pure, and never throws for any event.
 */
import { onAdopted } from "./adopt.ts";
import { afterFinish, onGroup, onRunExited } from "./after-run.ts";
import { copyOf } from "./copy-state.ts";
import { onControl } from "./on-control.ts";
import { onJobEnded } from "./on-job-ended.ts";
import {
  onDefined,
  onDependencies,
  onDrain,
  onHold,
  onKill,
  onPull,
  onRemove,
  onRestart,
} from "./on-monitor.ts";
import { onSpawned, onSpawnFailed } from "./on-spawned.ts";
import { onTick } from "./on-tick.ts";
import { becomeReady } from "./readiness.ts";
import type { ServiceEffect, ServiceEvent, ServiceState, ServiceStep } from "./service-state.ts";
import { levelChanged, statusChanged } from "./service-view.ts";
import { tryStart } from "./start.ts";
import type { Turn } from "./turn.ts";

/** What a driver needs besides `step`. */
export { createService } from "./create-service.ts";
export { levelOf, nextDeadline, statusOf } from "./service-view.ts";

/** One event. The state passed in is not changed; effects are to be performed in order. */
export function step(state: ServiceState, event: ServiceEvent): ServiceStep {
  if (state.phase === "exited") return { state, effects: NOTHING };
  const isBare = "isBare" in event && event.isBare === true;
  const turn: Turn = { s: copyOf(state), now: event.now, effects: [], isBare };
  react(turn, event);
  const effects = complete(state, turn, event.kind === "begin" || event.kind === "adopted");
  return { state: turn.s, effects };
}

const NOTHING: readonly ServiceEffect[] = [];
const STATUS: ServiceEffect = { kind: "status" };
const LEVEL: ServiceEffect = { kind: "level" };
const EXIT: ServiceEffect = { kind: "exit" };

/** Adds what follows from the difference alone, so that no cell can forget it. */
function complete(before: ServiceState, turn: Turn, isFirst: boolean): readonly ServiceEffect[] {
  const { s, effects } = turn;
  if (statusChanged(before, s)) effects.unshift(STATUS);
  if (isFirst || levelChanged(before, s)) effects.push(LEVEL);
  if (s.phase === "exited") effects.push(EXIT);
  return effects;
}

function react(turn: Turn, event: ServiceEvent): void {
  const { s } = turn;
  switch (event.kind) {
    case "begin":
      if (s.phase === "down" && s.want !== "down") tryStart(turn);
      return;
    case "control":
      onControl(turn, event.byte);
      return;
    case "spawned":
      if (isAwaited(s, event.program)) onSpawned(turn, event);
      return;
    case "spawn-failed":
      if (isAwaited(s, event.program)) onSpawnFailed(turn, event);
      return;
    case "exited":
      onExited(turn, event);
      return;
    case "group":
      if (s.phase === "emptying" && event.pid === s.pid) onGroup(turn, event.alive);
      return;
    case "ready":
      if (s.phase === "up" && event.pid === s.pid && !s.ready && !s.definition.oneshot) becomeReady(turn);
      return;
    case "job-ended":
      if (event.starts === s.starts) onJobEnded(turn, event.job, event.ok);
      return;
    case "tick":
      onTick(turn);
      return;
    case "adopted":
      if (s.phase === "down") onAdopted(turn, event);
      return;
    default:
      obeyMonitor(turn, event);
  }
}

type MonitorEvent = Extract<
  ServiceEvent,
  { kind: "dependencies" | "restart" | "pull" | "remove" | "kill" | "drain" | "hold" | "defined" }
>;

function obeyMonitor(turn: Turn, event: MonitorEvent): void {
  switch (event.kind) {
    case "dependencies":
      onDependencies(turn, event);
      return;
    case "restart":
      onRestart(turn);
      return;
    case "pull":
      onPull(turn);
      return;
    case "remove":
      onRemove(turn, event.graceMs);
      return;
    case "kill":
      onKill(turn);
      return;
    case "drain":
      onDrain(turn, event.graceMs);
      return;
    case "hold":
      onHold(turn, event.on);
      return;
    case "defined":
      onDefined(turn, event.definition);
      return;
  }
}

/** A `spawn` is answered once; a second answer, or one nobody waits for, is not ours. */
function isAwaited(s: ServiceState, program: "run" | "finish"): boolean {
  return program === "run" ? s.phase === "starting" : s.phase === "ending";
}

function onExited(turn: Turn, event: Extract<ServiceEvent, { kind: "exited" }>): void {
  const { s } = turn;
  if (event.pid !== s.pid) return;
  if (s.phase === "up") onRunExited(turn, event.status, event.wall, event.groupAlive);
  else if (s.phase === "finish") afterFinish(turn, event.status);
}
