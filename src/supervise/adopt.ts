/** A process of an earlier monitor, found alive: its directory goes on as if nothing had happened. */
import { startFinish } from "./after-run.ts";
import { armHealth, awaitReadiness } from "./readiness.ts";
import type { ServiceEvent } from "./service-state.ts";
import { beginStop, OPERATOR_STOP } from "./stop.ts";
import type { Turn } from "./turn.ts";

type Adopted = Extract<ServiceEvent, { kind: "adopted" }>;

/** A stop that was under way begins anew, so that its timeout counts again. */
export function onAdopted(turn: Turn, event: Adopted): void {
  const { s, now } = turn;
  s.pid = event.pid;
  s.starts = Math.max(1, s.starts);
  s.startedAt = event.startedAt;
  s.since = event.since;
  s.want = event.want;
  s.operatorDown = event.operatorDown;
  if (event.pid === 0) {
    s.phase = "done";
    s.ready = true;
    s.completed = true;
    s.lastStatus = 0;
    s.exitedWall = event.since;
    if (s.want === "down") startFinish(turn);
    return;
  }
  if (event.program === "finish") {
    s.phase = "finish";
    s.exitedAt = now;
    s.exitedWall = event.since;
    s.finishBy = now + s.definition.finishTimeoutMs;
    return;
  }
  s.phase = "up";
  s.paused = event.paused;
  s.gotTerm = event.gotTerm;
  resumeReadiness(turn, event);
  if (s.want === "down") beginStop(turn, OPERATOR_STOP);
}

/** What a process said to the dead monitor and nobody can read any more: one that still lives counts as ready. */
function resumeReadiness(turn: Turn, { ready, isHeard }: Adopted): void {
  const { s } = turn;
  const { definition } = s;
  const canBeAsked = definition.oneshot || definition.ready === null || definition.ready.how === "probe";
  if (!ready && (isHeard || canBeAsked)) {
    awaitReadiness(turn);
    return;
  }
  s.ready = true;
  armHealth(turn);
}
