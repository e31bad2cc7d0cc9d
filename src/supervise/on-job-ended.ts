/** A control script, hook, command or probe is through. An answer about an earlier process is dropped. */
import { afterScript } from "./on-control.ts";
import { onHealthProbe, onReadyProbe } from "./readiness.ts";
import type { Job } from "./service-state.ts";
import { finishPreparing } from "./start.ts";
import { afterStopSignal, sendStopSignal, stopByCommand, stopByScript } from "./stop.ts";
import type { Turn } from "./turn.ts";

/** `ok`: it exited 0; false also when it was killed or does not exist. */
export function onJobEnded(turn: Turn, job: Job, ok: boolean): void {
  const { s } = turn;
  if (job === "control/u") {
    if (s.phase === "preparing") finishPreparing(turn);
    return;
  }
  if (s.phase !== "up") return;
  switch (job) {
    case "pre-stop":
      if (s.stopStage === "pre-stop") stopByCommand(turn);
      return;
    case "stop-command":
      if (s.stopStage === "command") stopByScript(turn);
      return;
    case "ready-probe":
      onReadyProbe(turn, ok);
      return;
    case "health-probe":
      onHealthProbe(turn, ok);
      return;
    case "post-ready":
    case "on-fail":
    case "reload-command":
      return;
    default:
      onScriptEnded(turn, job.slice("control/".length), ok);
  }
}

/** control/t serves two: the stop that waits for it, and a `t` of its own. */
function onScriptEnded(turn: Turn, letter: string, handled: boolean): void {
  const { s } = turn;
  if (!s.scripts.includes(letter)) return;
  s.scripts = s.scripts.replace(letter, "");
  if (letter !== "t" || s.stopStage !== "script") afterScript(turn, letter, handled);
  else if (handled) afterStopSignal(turn);
  else sendStopSignal(turn);
}
