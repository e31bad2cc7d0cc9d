/** The process that a killed monitor had started and not yet recorded: found by when it started and by what it holds. */
import { TICKS_PER_SECOND } from "../os/libc.ts";
import { isSameFile } from "../os/ownership.ts";
import { bootId, processAt, type SessionLeader, sessionLeaders } from "../os/proc-stat.ts";
import { environmentValue } from "../os/process-facts.ts";
import type { NotedStart } from "../os/start-ledger.ts";
import { DEF_VARIABLE } from "../protocol/names.ts";
import { STATE_RECORD_FORMAT, type StateRecord } from "../protocol/state-record.ts";

/** By what a process of a directory is known. */
export interface Signs {
  readonly identity: string;
  /** It starts there. */
  readonly directory: string;
  /** Its standard output, in a logged service. */
  readonly pipe: string | undefined;
  /** In its environment, in an activated directory; "": not one. */
  readonly hash: string;
}

/** From the note to the process: how long a busy machine may take. */
const WITHIN_TICKS = 2 * TICKS_PER_SECOND;

/**
 * A record of the process as the dead monitor would have written it. `before` is what it wrote last; undefined when no such
 * process runs. A process that has left the directory already, in a service without log and definition, is not found.
 */
export function findLost(
  notes: readonly NotedStart[],
  signs: Signs,
  before: StateRecord | undefined,
): StateRecord | undefined {
  const own = notes.filter((note) => note.identity === signs.identity && note.boot === bootId());
  const note = own.sort((a, b) => b.ticks - a.ticks)[0];
  if (note === undefined || isRecorded(note, before)) return undefined;
  const found = sessionLeaders().find((leader) => startedAfter(leader, note) && bears(leader.pid, signs));
  return found === undefined ? undefined : recordFor(found, note, signs, before);
}

/** The record is of that start already. Some other session it left, a helper of the service, is not the service. */
function isRecorded(note: NotedStart, before: StateRecord | undefined): boolean {
  if (before === undefined || before.boot !== note.boot || before.program !== note.program) return false;
  return Number(before.start) >= note.ticks;
}

function startedAfter({ pid, startTime }: SessionLeader, { ticks }: NotedStart): boolean {
  const since = Number(startTime) - ticks;
  return since >= -1 && since <= WITHIN_TICKS && processAt(pid)?.parent !== process.pid;
}

function bears(pid: number, { directory, pipe, hash }: Signs): boolean {
  return (
    isSameFile(`/proc/${pid}/cwd`, directory) ||
    (pipe !== undefined && isSameFile(`/proc/${pid}/fd/1`, pipe)) ||
    (hash !== "" && environmentValue(pid, DEF_VARIABLE) === hash)
  );
}

function recordFor(
  { pid, startTime }: SessionLeader,
  note: NotedStart,
  signs: Signs,
  before: StateRecord | undefined,
): StateRecord {
  return {
    format: STATE_RECORD_FORMAT,
    monitor: 0,
    phase: note.program === "finish" ? "finish" : "up",
    want: before?.want ?? "up",
    operatorDown: before?.operatorDown ?? false,
    pid,
    program: note.program === "finish" ? "finish" : "run",
    start: startTime,
    boot: bootId(),
    since: Date.now(),
    ready: false,
    paused: false,
    gotTerm: false,
    starts: 1,
    failuresInWindow: 0,
    failures: 0,
    lastStatus: null,
    failed: "none",
    waitingFor: [],
    definition: signs.hash,
    text: "",
  };
}
