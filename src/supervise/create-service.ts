/** A directory at the moment its supervision begins: nothing runs, nothing is armed. */
import type { ServiceDefinition, ServiceState, Want } from "./service-state.ts";

/** What an earlier supervision of the same directory left behind, when nothing of it runs. */
export interface Inheritance {
  readonly want: Want;
  readonly operatorDown: boolean;
}

/** The first state; deliver `begin` or `adopted` next. `seed` only varies the jitter of back-offs. */
export function createService(
  definition: ServiceDefinition,
  seed: number,
  inherited: Inheritance = { want: definition.startsDown ? "down" : "up", operatorDown: false },
): ServiceState {
  return {
    definition,
    phase: "down",
    want: inherited.want,
    exiting: false,
    operatorDown: inherited.operatorDown,
    held: false,
    verdict: "met",
    suspended: false,
    failed: "none",
    pid: 0,
    starts: 0,
    paused: false,
    gotTerm: false,
    stopStage: "none",
    exitAsked: false,
    faulted: false,
    ready: false,
    completed: false,
    since: 0,
    startedAt: -Infinity,
    exitedAt: -Infinity,
    exitedWall: 0,
    notBefore: -Infinity,
    lastStatus: null,
    failures: 0,
    windowStartedAt: 0,
    windowFailures: 0,
    healthFailures: 0,
    probing: false,
    scripts: "",
    random: seed | 0 || 1,
    graceMs: Infinity,
    startAt: Infinity,
    killAt: Infinity,
    readyBy: Infinity,
    probeAt: Infinity,
    healthAt: Infinity,
    finishBy: Infinity,
    groupAt: Infinity,
    drainBy: Infinity,
  };
}
