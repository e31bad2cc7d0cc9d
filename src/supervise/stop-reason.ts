/** Why a directory is not running, or is being stopped: for people who ask afterwards. Decides nothing. */
import type { StopReason } from "../protocol/state-record.ts";
import type { ServiceState } from "./service-state.ts";

/** `""` while it runs or is on its way as it should. The first that holds says more than those after it. */
export function stopReason(state: ServiceState): StopReason {
  const { phase, want, failed, stopStage } = state;
  const isStopping = phase === "up" && stopStage !== "none";
  if (failed !== "none") return failed;
  if (state.exiting) return state.operatorDown ? "asked" : "removed";
  if (want === "down" || (want === "once" && phase === "down")) return whyUnwanted(state);
  if (isStopping && state.faulted) return "unhealthy";
  if (state.suspended || (phase === "blocked" && !state.held)) return "dependency";
  if (phase === "blocked") return "held";
  return isStopping ? "restart" : "";
}

function whyUnwanted({ operatorDown, exitAsked, starts }: ServiceState): StopReason {
  if (operatorDown) return "asked";
  if (starts === 0) return "declared";
  return exitAsked ? "asked" : "ended";
}
