/** What `svforge status` says of one service: decided here from what its directory reports, printed elsewhere. */
import type { ServiceStatus } from "../os/service-status.ts";
import type { LogStats, LogStatsFile } from "../protocol/log-stats.ts";
import type { RetryRecord, StateRecord, StopReason } from "../protocol/state-record.ts";
import type { Status } from "../protocol/status.ts";
import { humanDuration } from "./human.ts";

/** How a line is coloured: `good` runs as wanted, `busy` is on its way, `bad` needs somebody. */
export type Mood = "good" | "busy" | "bad" | "idle";

export interface ServiceView {
  readonly name: string;
  /** One word or two: `up`, `waiting`, `restarting`, `down`, `failed`, `not supervised`. */
  readonly state: string;
  readonly mood: Mood;
  /** 0: no process. */
  readonly pid: number;
  /** Milliseconds in this state; undefined where nothing says so. */
  readonly sinceMs: number | undefined;
  /** Undefined: the supervisor does not track readiness. */
  readonly ready: boolean | undefined;
  /** Starts since supervision began, over upgrades; undefined under a foreign supervisor. */
  readonly starts: number | undefined;
  /** Undefined: no restart is pending, or nothing but the pause of a second stands before it. */
  readonly retry?: RetryRecord;
  /** Undefined: it runs, is on its way, or nothing says why not. */
  readonly reason?: Exclude<StopReason, "">;
  readonly notes: readonly string[];
  /** Undefined: not written by svforge's engine. */
  readonly log: LogView | undefined;
}

export type LogView = Omit<LogStats, "id" | "name">;

/** `now` is Unix milliseconds; `definition` the hash in place, if any. */
export function viewOf(
  name: string,
  { supervision, status, record, log }: ServiceStatus,
  { now, definition }: { readonly now: number; readonly definition: string | undefined },
): ServiceView {
  const known = {
    name,
    pid: 0,
    sinceMs: undefined,
    ready: undefined,
    starts: undefined,
    notes: [],
    log: undefined,
  };
  if (supervision === "denied") return { ...known, state: "no access", mood: "idle" };
  if (supervision === "absent") return { ...known, state: "not supervised", mood: "idle" };
  if (supervision === "dead")
    return { ...known, state: "no supervisor", mood: "bad", notes: lastSeen(status) };
  if (status === undefined) return { ...known, state: "unknown", mood: "bad", notes: ["unreadable status"] };
  const sinceMs = Math.max(0, now - status.since);
  const ours = record !== undefined ? fromRecord(record, now) : fromStatus(status);
  return {
    name,
    ...ours,
    pid: status.pid,
    sinceMs,
    ready: record?.ready,
    starts: record?.starts,
    ...(record?.retry === undefined ? {} : { retry: record.retry }),
    ...reasonOf(record),
    notes: [...ours.notes, ...definitionNotes(record, definition), ...logNotes(log)],
    log: log === undefined ? undefined : logView(log, now),
  };
}

/** The engine writes its figures when they change: an old rate is the rate of a log that has fallen silent. */
const RATE_IS_FRESH_MS = 60_000;

function logView({ at, id: _id, name: _name, ...stats }: LogStatsFile, now: number): LogView {
  return now - at > RATE_IS_FRESH_MS ? { ...stats, bytesPerSecond: 0 } : stats;
}

function logNotes(log: LogStatsFile | undefined): string[] {
  if (log === undefined) return [];
  return [
    ...(log.fault === null ? [] : [`log: ${log.fault}`]),
    ...(log.blockedMs < BLOCKED_MS ? [] : [`log: blocked for ${Math.round(log.blockedMs / 1000)} s in all`]),
    ...(log.droppedBytes === 0 ? [] : [`log: ${log.droppedBytes} bytes dropped`]),
  ];
}

/** Less is no news: every disk takes a moment now and then. */
const BLOCKED_MS = 1000;

interface Said {
  readonly state: string;
  readonly mood: Mood;
  readonly notes: readonly string[];
}

function fromRecord(record: StateRecord, now: number): Said {
  const notes = record.text === "" ? [] : [record.text];
  if (record.failed !== "none")
    return { state: "failed", mood: "bad", notes: [failureText(record), ...notes] };
  switch (record.phase) {
    case "up":
      if (record.gotTerm)
        return { state: "stopping", mood: "busy", notes: [...whyStopped(record), ...notes] };
      if (record.paused) return { state: "paused", mood: "busy", notes };
      return record.ready ? { state: "up", mood: "good", notes } : { state: "starting", mood: "busy", notes };
    case "done":
      return { state: "done", mood: "good", notes };
    case "blocked":
      return { state: "waiting", mood: "busy", notes: [waitingText(record), ...notes] };
    case "delayed":
      return {
        state: "restarting",
        mood: "bad",
        notes: [...retryNote(record, now), lastExit(record), ...notes],
      };
    case "preparing":
    case "starting":
      return { state: "starting", mood: "busy", notes };
    case "emptying":
    case "ending":
    case "finish":
      return { state: "finishing", mood: "busy", notes };
    default:
      return {
        state: "down",
        mood: "idle",
        notes: record.operatorDown
          ? ["stopped by an operator"]
          : [...whyStopped(record), ...ended(record), ...notes],
      };
  }
}

/** A record may come from anybody's hand. */
function reasonOf({ reason }: Partial<StateRecord> = {}): Pick<ServiceView, "reason"> {
  return reason === undefined || reason === "" || !Object.hasOwn(SENTENCES, reason) ? {} : { reason };
}

/** Of what other words in the line do not say anyway. */
function whyStopped(record: StateRecord): string[] {
  const { reason } = reasonOf(record);
  const sentence = reason === undefined ? "" : SENTENCES[reason];
  return sentence === "" ? [] : [sentence];
}

const SENTENCES: Readonly<Record<Exclude<StopReason, "">, string>> = {
  asked: "stopped by an operator",
  dependency: "what it depends on is not there",
  held: "held by an apply",
  restart: "to be started again",
  unhealthy: "not healthy: to be started again",
  removed: "its supervision ends",
  ended: "",
  declared: "",
  "gave-up": "",
  permanent: "",
  cycle: "",
};

/** What its restart policy makes of the failure. */
function retryNote({ retry }: StateRecord, now: number): string[] {
  if (retry === undefined) return [];
  const { at, failures, max, windowMs } = retry;
  const which =
    max === null
      ? `failure ${failures} in a row`
      : `failure ${failures} of ${max} in ${humanDuration(windowMs)}`;
  return [which, at > now ? `next start in ${humanDuration(at - now)}` : "next start now"];
}

/** It ended, and its restart policy does not want it back. */
function ended(record: StateRecord): string[] {
  return record.lastStatus === null ? [] : [lastExit(record)];
}

function fromStatus(status: Status): Said {
  if (status.state === "finish") return { state: "finishing", mood: "busy", notes: [] };
  if (status.pid === 0) {
    return status.want === "up"
      ? { state: "restarting", mood: "bad", notes: ["want up"] }
      : { state: "down", mood: "idle", notes: [] };
  }
  if (status.paused) return { state: "paused", mood: "busy", notes: [] };
  if (status.gotTerm) return { state: "stopping", mood: "busy", notes: [] };
  return { state: "up", mood: "good", notes: [] };
}

function failureText(record: StateRecord): string {
  switch (record.failed) {
    case "cycle":
      return "its dependencies form a cycle";
    case "gave-up":
      return `gave up after ${record.failuresInWindow} failure${record.failuresInWindow === 1 ? "" : "s"}; ${lastExit(record)}`;
    default:
      return `failed for good; ${lastExit(record)}`;
  }
}

function waitingText(record: StateRecord): string {
  return record.waitingFor.length === 0 ? "held" : `for ${record.waitingFor.join(", ")}`;
}

/** wait(2)'s status in words. */
function lastExit({ lastStatus }: StateRecord): string {
  if (lastStatus === null) return "how it ended is not known";
  const signal = lastStatus & 0x7f;
  return signal === 0 ? `last exit code ${lastStatus >> 8}` : `last killed by signal ${signal}`;
}

function lastSeen(status: Status | undefined): string[] {
  return status !== undefined && status.pid !== 0 ? [`process ${status.pid} may still run`] : [];
}

/** The activated definition and the one the process was started from, compared as far as both are known. */
function definitionNotes(record: StateRecord | undefined, definition: string | undefined): string[] {
  if (record === undefined || definition === undefined || record.pid === 0 || record.definition === "")
    return [];
  const length = Math.min(record.definition.length, definition.length);
  return record.definition.slice(0, length) === definition.slice(0, length)
    ? []
    : ["runs an older definition"];
}
