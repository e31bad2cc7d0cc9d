/**
 * What is known about one supervised directory (a service, or its logger), what can happen to it, and what it may
 * ask for. Decided in `service-step.ts`; this file knows no file, process or clock, only values.
 *
 * The machine. A directory is in one phase:
 *
 *   down ──▶ blocked ──▶ delayed ──▶ preparing ──▶ starting ──▶ up ──▶ emptying ──▶ ending ──▶ finish ──▶ (again)
 *                                                                 └──▶ done (oneshot)                      └▶ exited
 *
 * - `down`      no process and none to come until somebody wants one.
 * - `blocked`   wanted, but a dependency is not there yet, or an apply holds the directory.
 * - `delayed`   wanted, but the last start is less than a second old, or the back-off has not passed.
 * - `preparing` control/u runs.
 * - `starting`  `run` was asked for; `spawned` or `spawn-failed` will answer.
 * - `up`        `run` is a process.
 * - `done`      a oneshot whose `run` exited 0: up, without a process.
 * - `emptying`  `run` is gone, members of its process group are not (only where the group is to be killed).
 * - `ending`    `finish` was asked for; `finish` it is a process.
 * - `exited`    supervision has ended; every event is ignored.
 *
 * Who may interrupt what. A control byte is heard in every phase, at once. It changes the want in every phase; it
 * reaches a process only in `up` (any signal) and in `finish` (KILL alone). A want that changes during `starting`
 * is acted on when the answer comes, one that changes while a process is stopping when the process is gone: two
 * processes of one directory never overlap. Timeouts act only in the phase that armed them; leaving a phase disarms
 * its deadlines, so a dead service has none.
 *
 * Precedence, strongest first: removal and shutdown; the operator's control bytes; a permanent failure (finish 125,
 * given up); the restart policy; dependencies. A failure turns the want to down and leaves its reason in `failed`,
 * so that `sv up`, which writes nothing to a directory that already wants up, can revive it.
 *
 * Time: `now` is monotonic milliseconds, `wall` is Unix milliseconds and only ever shown to people. A deadline is a
 * `now`, `Infinity` when not armed. The driver keeps no timers of its own: it delivers `tick` when
 * `nextDeadline(state)` has come.
 */

/** What the operator (or `down`, or a dependent) asked for. `once`: run, and do not start again. */
export type Want = "up" | "down" | "once";

export type Phase =
  | "down"
  | "blocked"
  | "delayed"
  | "preparing"
  | "starting"
  | "up"
  | "done"
  | "emptying"
  | "ending"
  | "finish"
  | "exited";

/** Why a directory that should run does not. */
export type Failure = "none" | "permanent" | "gave-up" | "cycle";

/** How far a stop has come: the pre-stop hooks, the stop command or control/t, then the signal. */
export type StopStage = "none" | "pre-stop" | "command" | "script" | "signalled" | "killed";

/** Everything about a directory that its owner decides, in final units. Made by `defineService`. */
export interface ServiceDefinition {
  /** Entry of the scan directory, or `NAME/log`. */
  readonly name: string;
  /** A logger has no finish and no control scripts (runit), and is stopped by the end of its input. */
  readonly role: "service" | "logger";
  readonly oneshot: boolean;
  /** `svforge up` ends with it. Without a declared policy it is not restarted. */
  readonly main: boolean;
  /** A file `down` exists. Read when supervision begins. */
  readonly startsDown: boolean;
  readonly ready: ReadyDefinition | null;
  readonly health: HealthDefinition | null;
  readonly restart: RestartDefinition;
  readonly stop: StopDefinition;
  /** What control byte `h` does: a signal, or the reload command. */
  readonly reload: { readonly signal: string } | "command";
  readonly hasPostReady: boolean;
  readonly hasPreStop: boolean;
  readonly hasOnFail: boolean;
  /** `finish` is killed after this. */
  readonly finishTimeoutMs: number;
}

export interface ReadyDefinition {
  /** `fd`, `notify`: the process says so (event `ready`). `probe`: it is asked (jobs). */
  readonly how: "fd" | "notify" | "probe";
  readonly intervalMs: number;
  /** Infinity: waits for ever. */
  readonly timeoutMs: number;
}

export interface HealthDefinition {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly retries: number;
}

export interface RestartDefinition {
  readonly policy: "always" | "on-failure" | "never";
  /** Pause after an exit; doubles with each failure in a row up to `maxDelayMs`. The 1 s between starts comes on top. */
  readonly delayMs: number;
  readonly maxDelayMs: number;
  /** Infinity: never gives up. */
  readonly maxAttempts: number;
  readonly windowMs: number;
  /** A run that lasted this long starts the back-off afresh. */
  readonly resetAfterMs: number;
  readonly successCodes: readonly number[];
  readonly onGiveUp: "stop" | "exit";
}

export interface StopDefinition {
  /** Without SIG. */
  readonly signal: string;
  /** Then KILL. Infinity: never. */
  readonly timeoutMs: number;
  /** Signals reach the process group, and the group must be empty before anything follows. */
  readonly group: boolean;
  readonly hasCommand: boolean;
  /** False: the directory says nothing about a timeout, and a shutdown applies its own. */
  readonly hasTimeout: boolean;
}

/** What dependencies allow. `refused`: the directory is part of a cycle. */
export type Verdict = "met" | "wait" | "refused";

/** Flat, always with every field, replaced by each step. The driver may read all of it and write none. */
export interface ServiceState {
  readonly definition: ServiceDefinition;
  readonly phase: Phase;
  readonly want: Want;
  /** `x` was received, or the directory is being removed: supervision ends when it is down. */
  readonly exiting: boolean;
  /** The want is down because an operator said so: a dependent does not pull it up. */
  readonly operatorDown: boolean;
  /** An apply forbids new starts. */
  readonly held: boolean;
  readonly verdict: Verdict;
  /** Part of something that is stopped: it must not run, though it is wanted. */
  readonly suspended: boolean;
  readonly failed: Failure;
  /** Of `run` in up, of `finish` in finish, the group's in emptying, else 0. */
  readonly pid: number;
  /** Counts starts of `run`; tells a late answer about an earlier process from one about this. */
  readonly starts: number;
  readonly paused: boolean;
  /** TERM or the stop signal was sent to this process. */
  readonly gotTerm: boolean;
  readonly stopStage: StopStage;
  /** The exit to come was asked for, by an operator or in good order: it is no failure, the policy does not judge it. */
  readonly exitAsked: boolean;
  /** We stop it because it was not ready in time or failed its health probes: a failure whatever its exit code. */
  readonly faulted: boolean;
  readonly ready: boolean;
  /** The last `run` to end exited with a success code. */
  readonly completed: boolean;
  /** Unix ms of the last start of `run`, after `finish` that of its exit: the time in the status file (runit). */
  readonly since: number;
  /** `now` of the last start; -Infinity before the first. */
  readonly startedAt: number;
  /** `now` and Unix ms of the last exit of `run`. */
  readonly exitedAt: number;
  readonly exitedWall: number;
  /** The policy's earliest next start. */
  readonly notBefore: number;
  /** Wait status of the last `run`; null: none yet, or not known (an adopted process). */
  readonly lastStatus: number | null;
  /** Failed runs in a row. */
  readonly failures: number;
  readonly windowStartedAt: number;
  readonly windowFailures: number;
  readonly healthFailures: number;
  readonly probing: boolean;
  /** Letters whose control script is running for this process; the same letter again meanwhile is the same wish. */
  readonly scripts: string;
  /** State of the jitter's generator, never 0. */
  readonly random: number;
  /** While shutting down: KILL at the latest this long after the stop began, where nothing else is declared. */
  readonly graceMs: number;
  /** Deadlines. */
  readonly startAt: number;
  readonly killAt: number;
  readonly readyBy: number;
  readonly probeAt: number;
  readonly healthAt: number;
  readonly finishBy: number;
  readonly groupAt: number;
  /** A logger whose input has ended must have ended too; survives a start, since lines may still be in the pipe. */
  readonly drainBy: number;
}

/** Programs the driver runs beside `run` and `finish`, in the service directory; told apart by name and `starts`. */
export type Job =
  | `control/${string}`
  | "pre-stop"
  | "post-ready"
  | "on-fail"
  | "stop-command"
  | "reload-command"
  | "ready-probe"
  | "health-probe";

export type Program = "run" | "finish";

export type ServiceEvent = { readonly now: number } & (
  | {
      readonly kind: "begin";
      /** As in `exited`; `control/u` is looked for where it is not said. */
      readonly isBare?: boolean;
    }
  /** One byte of supervise/control. Unknown ones are ignored. `isBare` as in `exited`; nobody asks where it is not said. */
  | { readonly kind: "control"; readonly byte: number; readonly isBare?: boolean }
  | { readonly kind: "spawned"; readonly program: Program; readonly pid: number; readonly wall: number }
  /**
   * `missing`: there is no such file (for `finish` that is no error). `exec`: it exists and cannot be executed; counts
   * as exit 111. `fork`: no process could be made; tried again later.
   */
  | {
      readonly kind: "spawn-failed";
      readonly program: Program;
      readonly reason: "missing" | "exec" | "fork";
      readonly wall: number;
    }
  /**
   * `status` as wait(2) gives it, null when not known. `groupAlive`: kill(-pid, 0) still finds somebody. `isBare`: at this
   * moment the directory surely has neither `finish` nor `control/`, so that nobody need ask for them.
   */
  | {
      readonly kind: "exited";
      readonly pid: number;
      readonly status: number | null;
      readonly groupAlive: boolean;
      readonly isBare: boolean;
      readonly wall: number;
    }
  /** Answer to `check-group`. */
  | { readonly kind: "group"; readonly pid: number; readonly alive: boolean }
  /** The process says it is ready: newline on the fd, READY=1. */
  | { readonly kind: "ready"; readonly pid: number }
  /** `starts` as in the effect. `ok`: exit 0. A control script that does not exist answers at once with false. */
  | { readonly kind: "job-ended"; readonly job: Job; readonly starts: number; readonly ok: boolean }
  /** A deadline may have come. */
  | { readonly kind: "tick" }
  /** `stop`: it must not go on running either (part-of); it starts again when the verdict is met. */
  | { readonly kind: "dependencies"; readonly verdict: Verdict; readonly stop: boolean }
  /** Stop in good order and start again: a dependency with `restart = true` restarted, an apply asks for it. */
  | { readonly kind: "restart" }
  /** Something that depends on it wants to run. */
  | { readonly kind: "pull" }
  /** The directory went away, or the monitor ends: as `dx`, killed after `graceMs` where nothing is declared. */
  | { readonly kind: "remove"; readonly graceMs: number }
  /** KILL whatever is left, now. */
  | { readonly kind: "kill" }
  /** A logger's service is gone for good and its input closed: it ends by itself or is made to after `graceMs`. */
  | { readonly kind: "drain"; readonly graceMs: number }
  | { readonly kind: "hold"; readonly on: boolean }
  /** The directory's files were read again. */
  | { readonly kind: "defined"; readonly definition: ServiceDefinition }
  /**
   * A process of an earlier monitor was found alive, or (pid 0) a oneshot that monitor had brought up. First event
   * after `createService`, instead of `begin`.
   */
  | {
      readonly kind: "adopted";
      readonly pid: number;
      readonly program: Program;
      readonly startedAt: number;
      readonly since: number;
      readonly want: Want;
      readonly operatorDown: boolean;
      readonly paused: boolean;
      readonly gotTerm: boolean;
      readonly ready: boolean;
      /** What the process says on its pipe is still heard. */
      readonly isHeard: boolean;
    }
);

export type ServiceEffect =
  /** Write `statusOf(state)`, and the driver's own record. Comes before every other effect of its step. */
  | { readonly kind: "status" }
  /** `args` for finish: exit code or -1, low byte of the wait status. The driver appends the name. */
  | { readonly kind: "spawn"; readonly program: Program; readonly args: readonly string[] }
  | {
      readonly kind: "signal";
      readonly pid: number;
      /** Without SIG. */
      readonly signal: string;
      readonly group: boolean;
    }
  /** Run it, kill it after `limitMs`, answer with `job-ended`. */
  | { readonly kind: "job"; readonly job: Job; readonly starts: number; readonly limitMs: number }
  | { readonly kind: "check-group"; readonly pid: number }
  /** `levelOf(state)` changed, or is told for the first time: tell the graph. */
  | { readonly kind: "level" }
  /** For people. */
  | { readonly kind: "report"; readonly report: Report }
  /** It has given up and its `on-give-up` is `exit`: the monitor ends. */
  | { readonly kind: "give-up" }
  /** The main service ended and will not be started again. `status` as in `exited`. */
  | { readonly kind: "main-ended"; readonly status: number | null }
  /** Supervision has ended: close the FIFOs, release the lock. Always the last effect. */
  | { readonly kind: "exit" };

/** What a monitor says on stderr; the driver makes the sentence. */
export type Report =
  | { readonly what: "fork-failed"; readonly retryMs: number }
  | { readonly what: "not-ready"; readonly afterMs: number }
  | { readonly what: "unhealthy"; readonly failures: number }
  | { readonly what: "killed"; readonly afterMs: number }
  | { readonly what: "finish-killed"; readonly afterMs: number }
  | { readonly what: "group-killed" }
  | { readonly what: "permanent-failure" }
  | { readonly what: "gave-up"; readonly attempts: number; readonly windowMs: number }
  | { readonly what: "back-off"; readonly delayMs: number; readonly failures: number }
  /** Part of a dependency cycle: not started. */
  | { readonly what: "cycle" };

export interface ServiceStep {
  readonly state: ServiceState;
  readonly effects: readonly ServiceEffect[];
}

/** What others may wait for. A level, not an event: it holds until it ends. */
export interface Level {
  /** Its process runs, or a oneshot is done. */
  readonly started: boolean;
  readonly ready: boolean;
  readonly completed: boolean;
  /** Not ready yet but on its way without having failed: what `wants` and `after` wait for. */
  readonly coming: boolean;
  readonly wanted: boolean;
  /** Something of it runs or is about to: what `conflicts` excludes. */
  readonly active: boolean;
  readonly starts: number;
}

/** At least this between two starts of `run` (daemontools). */
export const START_INTERVAL_MS = 1000;
/** After a failed fork (runit's value; never deaf meanwhile). */
export const FORK_RETRY_MS = 5000;
/** s6's default for `timeout-finish`. */
export const FINISH_TIMEOUT_MS = 5000;
/** A probe for readiness that takes longer has failed. */
export const PROBE_LIMIT_MS = 10_000;
/** The first probe comes this soon after the start, or after the interval where that is shorter. */
export const FIRST_PROBE_MS = 100;
/** How often a process group that outlives its leader is looked at. */
export const GROUP_POLL_MS = 100;
/** KILL after this where a stop must end but the directory declares no timeout: unhealthy, or leftovers of a group. */
export const FORCED_STOP_MS = 10_000;
/** A hook or control script that takes longer is killed and counts as failed. */
export const JOB_LIMIT_MS = 60_000;
