/** `supervise/svforge.json`: written from a machine's state, read to adopt what an earlier monitor left running. */
import { bootId, identityOf } from "../os/proc-stat.ts";
import { startTimeOf } from "../os/start-time.ts";
import { type RetryRecord, STATE_RECORD_FORMAT, type StateRecord } from "../protocol/state-record.ts";
import { type ServiceState, START_INTERVAL_MS } from "../supervise/service-state.ts";
import { stopReason } from "../supervise/stop-reason.ts";

/** The identity of the process a directory has, looked up once per process. */
export class ProcessMemory {
  #pid = 0;
  #start = "";
  #definition = "";

  get pid(): number {
    return this.#pid;
  }

  /** Of the definition it was started from. */
  get definition(): string {
    return this.#definition;
  }

  /** Start time; "" once it is gone. Throws when it cannot be found out now. */
  get start(): string {
    if (this.#start === "" && this.#pid !== 0) this.#start = startOf(this.#pid);
    return this.#start;
  }

  /** `start` is known of an adopted process. */
  started(pid: number, definition: string, start = ""): void {
    this.#pid = pid;
    this.#start = start;
    this.#definition = definition;
  }
}

const startOf = (pid: number): string => (pid === process.pid ? ownStart() : startTimeOf(pid));

let own: string | undefined;

/** The monitor itself stands for every logger it hosts. */
function ownStart(): string {
  own ??= identityOf(process.pid)?.startTime ?? "";
  return own;
}

/** What the machine does not know. */
export interface Surrounding {
  readonly waitingFor: readonly string[];
  readonly text: string;
  /** `device:inode` of the pipe for readiness; "": none. */
  readonly readyPipe: string;
}

/** The record of a directory as it is now. */
export function recordOf(state: ServiceState, process_: ProcessMemory, around: Surrounding): StateRecord {
  const has = state.phase === "up" || state.phase === "finish";
  const record: StateRecord = {
    format: STATE_RECORD_FORMAT,
    monitor: process.pid,
    phase: state.phase,
    want: state.want,
    operatorDown: state.operatorDown,
    pid: has ? state.pid : 0,
    program: state.phase === "finish" ? "finish" : "run",
    start: has ? process_.start : "",
    boot: bootId(),
    since: state.since,
    ready: state.ready,
    paused: state.paused,
    gotTerm: state.gotTerm,
    starts: state.starts,
    failuresInWindow: state.windowFailures,
    failures: state.failures,
    lastStatus: state.lastStatus,
    failed: state.failed,
    reason: stopReason(state),
    waitingFor: around.waitingFor,
    definition: process_.definition,
    text: around.text,
  };
  // An object put together of several costs as much as all the rest, and most services do not fail.
  return state.failures + state.windowFailures === 0 && around.readyPipe === ""
    ? record
    : { ...record, ...windowOf(state), ...retryOf(state), ...pipeOf(state, around) };
}

/** Both from the times of the last exit, so that they do not change from one record to the next. */
function windowOf({ windowFailures, exitedWall, exitedAt, windowStartedAt }: ServiceState): {
  windowSince?: number;
} {
  if (windowFailures === 0) return {};
  return { windowSince: Math.round(exitedWall - (exitedAt - windowStartedAt)) };
}

/** Only while it may still say so. */
function pipeOf({ ready }: ServiceState, { readyPipe }: Surrounding): { readyPipe?: string } {
  return ready || readyPipe === "" ? {} : { readyPipe };
}

function retryOf(state: ServiceState): { retry?: RetryRecord } {
  const { maxAttempts, windowMs } = state.definition.restart;
  const isBounded = Number.isFinite(maxAttempts);
  const pauseMs = state.startAt - state.exitedAt;
  if (state.phase !== "delayed" || state.failures === 0) return {};
  if (!isBounded && pauseMs <= START_INTERVAL_MS) return {};
  return {
    retry: {
      at: Math.round(state.exitedWall + pauseMs),
      failures: isBounded ? state.windowFailures : state.failures,
      max: isBounded ? maxAttempts : null,
      windowMs,
    },
  };
}
