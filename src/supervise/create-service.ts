/** A directory at the moment its supervision begins: nothing runs, nothing is armed. */
import type { Failure, ServiceDefinition, ServiceState, Want } from "./service-state.ts";
import { isSuccess } from "./wait-status.ts";

/** What an earlier supervision of the same directory left behind. */
export interface Inheritance {
  readonly want: Want;
  readonly operatorDown: boolean;
  readonly past?: Past;
}

/** What it knew of runs that are over: a restart policy goes on counting, and a reason stays readable. */
export interface Past {
  readonly failed: Failure;
  readonly starts: number;
  readonly failures: number;
  readonly windowFailures: number;
  readonly lastStatus: number | null;
  /** The last exit, in Unix milliseconds and as a `now`. */
  readonly exitedWall: number;
  readonly exitedAt: number;
  /** `now` of the window's first failure. */
  readonly windowStartedAt: number;
  /** `now` before which the policy starts nothing; -Infinity: at once. */
  readonly notBefore: number;
}

/** The first state; deliver `begin` or `adopted` next. `seed` only varies the jitter of back-offs. */
export function createService(
  definition: ServiceDefinition,
  seed: number,
  inherited: Inheritance = { want: definition.startsDown ? "down" : "up", operatorDown: false },
): ServiceState {
  const { want, operatorDown, past } = inherited;
  const first = blank(definition, seed, want, operatorDown);
  return past === undefined ? first : { ...first, ...remembered(definition, inherited, past) };
}

function remembered(
  { restart }: ServiceDefinition,
  { want, operatorDown }: Inheritance,
  past: Past,
): Partial<ServiceState> {
  const isOver = want === "down" && !operatorDown && past.failed === "none";
  return {
    ...past,
    since: past.exitedWall,
    completed: isOver && isSuccess(past.lastStatus, restart.successCodes),
  };
}

function blank(
  definition: ServiceDefinition,
  seed: number,
  want: ServiceState["want"],
  operatorDown: boolean,
): ServiceState {
  return {
    definition,
    phase: "down",
    want,
    exiting: false,
    operatorDown,
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
