/** When a running directory counts as ready and as healthy, and what happens when it is not. */
import { FIRST_PROBE_MS, FORCED_STOP_MS, JOB_LIMIT_MS, PROBE_LIMIT_MS } from "./service-state.ts";
import { beginStop } from "./stop.ts";
import { disarmProbes, runJob, say, type Turn } from "./turn.ts";

const FAULT = { asked: false, forcedMs: FORCED_STOP_MS } as const;

/** Phase up has just begun. Without a declaration a daemon is ready at once; a oneshot is when it has ended. */
export function awaitReadiness(turn: Turn): void {
  const { s, now } = turn;
  const { ready, oneshot } = s.definition;
  s.ready = false;
  if (oneshot) {
    if (ready !== null) s.readyBy = now + ready.timeoutMs;
    return;
  }
  if (ready === null) {
    becomeReady(turn);
    return;
  }
  s.readyBy = now + ready.timeoutMs;
  if (ready.how === "probe") s.probeAt = now + Math.min(ready.intervalMs, FIRST_PROBE_MS);
}

/** Level `ready` begins and holds until the process ends. */
export function becomeReady(turn: Turn): void {
  const { s } = turn;
  disarmProbes(turn);
  s.ready = true;
  if (s.definition.hasPostReady) runJob(turn, "post-ready", JOB_LIMIT_MS);
  armHealth(turn);
}

/** Phase up, ready: the next health probe, if there are any. */
export function armHealth(turn: Turn): void {
  const { s, now } = turn;
  const { health } = s.definition;
  s.healthAt = health === null || s.stopStage !== "none" ? Infinity : now + health.intervalMs;
}

/** Deadline `probeAt`. */
export function probeReady(turn: Turn): void {
  turn.s.probeAt = Infinity;
  turn.s.probing = true;
  runJob(turn, "ready-probe", PROBE_LIMIT_MS);
}

/** Answer to a readiness probe. */
export function onReadyProbe(turn: Turn, ok: boolean): void {
  const { s, now } = turn;
  const { ready } = s.definition;
  s.probing = false;
  if (s.ready || ready?.how !== "probe") return;
  if (ok) becomeReady(turn);
  else s.probeAt = now + ready.intervalMs;
}

/** Deadline `readyBy`: not ready in time is a failure. */
export function onReadyTimeout(turn: Turn): void {
  const { s, now } = turn;
  disarmProbes(turn);
  say(turn, { what: "not-ready", afterMs: now - s.startedAt });
  fault(turn);
}

/** Deadline `healthAt`. A paused process is not asked. */
export function probeHealth(turn: Turn): void {
  const { s } = turn;
  const { health } = s.definition;
  s.healthAt = Infinity;
  if (health === null) return;
  if (s.paused) {
    armHealth(turn);
    return;
  }
  s.probing = true;
  runJob(turn, "health-probe", health.timeoutMs);
}

/** Answer to a health probe. */
export function onHealthProbe(turn: Turn, ok: boolean): void {
  const { s } = turn;
  const { health } = s.definition;
  s.probing = false;
  if (health === null || s.stopStage !== "none") return;
  s.healthFailures = ok ? 0 : s.healthFailures + 1;
  if (s.healthFailures < health.retries) {
    armHealth(turn);
    return;
  }
  say(turn, { what: "unhealthy", failures: s.healthFailures });
  fault(turn);
}

function fault(turn: Turn): void {
  turn.s.faulted = true;
  beginStop(turn, FAULT);
}
