/** Whether the end of `run` can be followed by nothing but its next start, now: a driver may then start first and step after. */
import { type ServiceState, START_INTERVAL_MS } from "./service-state.ts";

/**
 * True: an `exited` of this process, with any status and `isBare`, at `now` or later asks for one `spawn`, of `run`, and for
 * no other program. False says nothing. Without the time `step` takes: what it decides is decided before the crash.
 */
export function restartsAtOnce(state: ServiceState, pid: number, now: number): boolean {
  return (
    isMeantToRun(state) && state.pid === pid && now >= state.startedAt + START_INTERVAL_MS && hasNoSay(state)
  );
}

function isMeantToRun({ phase, want, exiting, verdict, held, suspended }: ServiceState): boolean {
  return phase === "up" && want === "up" && !exiting && verdict === "met" && !held && !suspended;
}

/** Neither the rest of a group nor a policy has a say in it, as in a directory of daemontools. */
function hasNoSay({ definition: { role, oneshot, stop, restart } }: ServiceState): boolean {
  if (role !== "service" || oneshot || stop.group) return false;
  return restart.policy === "always" && restart.delayMs === 0 && restart.maxAttempts === Infinity;
}
