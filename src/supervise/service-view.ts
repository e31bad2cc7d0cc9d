/** What a state looks like from outside: the status file, the level others wait for, the next moment that matters. */
import type { Status } from "../protocol/status.ts";
import type { Level, ServiceState } from "./service-state.ts";

/** For the status file. While a stop is under way, `finish`, also when it is wanted again: see `Status.state`. */
export function statusOf(state: ServiceState): Status {
  const hasProcess = state.phase === "up" || state.phase === "finish";
  return {
    since: state.since,
    pid: hasProcess ? state.pid : 0,
    paused: state.paused,
    want: state.want,
    gotTerm: state.gotTerm && state.phase === "up",
    state: shownState(state),
  };
}

/** For the graph. */
export function levelOf(state: ServiceState): Level {
  const wanted = state.want !== "down" && !state.exiting;
  return {
    started: state.phase === "up" || state.phase === "done",
    ready: state.ready,
    completed: state.completed,
    coming: wanted && !state.ready && state.failures === 0 && COMING.has(state.phase),
    wanted,
    active: !IDLE.has(state.phase),
    starts: state.starts,
  };
}

/** Earliest armed deadline; Infinity: only an event can change anything. */
export function nextDeadline(state: ServiceState): number {
  return Math.min(
    state.startAt,
    state.killAt,
    state.readyBy,
    state.probeAt,
    state.healthAt,
    state.finishBy,
    state.groupAt,
    state.drainBy,
  );
}

/** Whether `status` must be written again: it, or what the driver records beside it, is different. */
export function statusChanged(a: ServiceState, b: ServiceState): boolean {
  return (
    a.phase !== b.phase ||
    a.pid !== b.pid ||
    a.since !== b.since ||
    a.want !== b.want ||
    a.paused !== b.paused ||
    a.gotTerm !== b.gotTerm ||
    a.ready !== b.ready ||
    a.exiting !== b.exiting ||
    a.operatorDown !== b.operatorDown ||
    a.failed !== b.failed ||
    // What else the reason of a stop follows from.
    a.suspended !== b.suspended ||
    a.held !== b.held ||
    (a.stopStage === "none") !== (b.stopStage === "none")
  );
}

/** Whether anybody who waits must hear of it. */
export function levelChanged(before: ServiceState, after: ServiceState): boolean {
  const a = levelOf(before);
  const b = levelOf(after);
  return (
    a.started !== b.started ||
    a.ready !== b.ready ||
    a.completed !== b.completed ||
    a.coming !== b.coming ||
    a.wanted !== b.wanted ||
    a.active !== b.active ||
    a.starts !== b.starts
  );
}

const IDLE: ReadonlySet<string> = new Set(["down", "blocked", "delayed", "exited"]);
const COMING: ReadonlySet<string> = new Set(["blocked", "delayed", "preparing", "starting", "up"]);

function shownState(state: ServiceState): Status["state"] {
  switch (state.phase) {
    case "up":
      return state.stopStage === "none" ? "run" : "finish";
    case "done":
      return "run";
    case "emptying":
    case "ending":
    case "finish":
      return "finish";
    case "down":
    case "blocked":
    case "delayed":
    case "preparing":
    case "starting":
    case "exited":
      return "down";
  }
}
