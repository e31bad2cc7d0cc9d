/**
 * `supervise/svforge.json`: what a monitor knows about a directory beyond the status file's 20 bytes. The next monitor
 * adopts by it; `status`, `explain` and `apply` read it. One JSON object on one line; a reader ignores keys it does not know.
 */

export const STATE_RECORD_FORMAT = "svforge.state/1";

/** `lastStatus` of a directory whose `run` could not be executed (daemontools: the forked child exits 111). */
export const EXEC_FAILED_STATUS: number = 111 << 8;

/**
 * Why it does not run or is being stopped; "": it runs, or is on its way. `asked`: by an operator. `dependency`: what it depends on
 * is not there. `held`: an apply holds it. `restart`, `unhealthy`: it will be started again. `removed`: its directory went away, its
 * supervision was asked to end (`x`), or the monitor ends. `ended`: by itself, as its policy has it. `declared`: nobody has started it.
 */
export type StopReason =
  | ""
  | "asked"
  | "dependency"
  | "held"
  | "restart"
  | "unhealthy"
  | "removed"
  | "ended"
  | "declared"
  | "gave-up"
  | "permanent"
  | "cycle";

export interface StateRecord {
  readonly format: typeof STATE_RECORD_FORMAT;
  /** Pid of the monitor that wrote it. */
  readonly monitor: number;
  /** As the phases of the service machine: `down`, `blocked`, `delayed`, `up`, `finish` …; `exited`: ended in order. */
  readonly phase: string;
  readonly want: "up" | "down" | "once";
  /** The want is down because an operator said so. */
  readonly operatorDown: boolean;
  /** 0: no process. A logger hosted by the monitor has the monitor's pid. */
  readonly pid: number;
  /** What `pid` is. */
  readonly program: "run" | "finish";
  /** Start time of `pid` in clock ticks since boot, and the boot: with the pid, its identity. */
  readonly start: string;
  readonly boot: string;
  /** Unix milliseconds of the last start or exit. */
  readonly since: number;
  readonly ready: boolean;
  readonly paused: boolean;
  readonly gotTerm: boolean;
  /** Starts of `run` since supervision began; a killed or upgraded monitor's successor counts on. */
  readonly starts: number;
  /** Failed runs in the present window, and in a row. */
  readonly failuresInWindow: number;
  readonly failures: number;
  /** Unix milliseconds of the present window's first failure. */
  readonly windowSince?: number;
  /** wait(2)'s status of the last run; null: none yet or not known. */
  readonly lastStatus: number | null;
  /** `none`, `permanent`, `gave-up`, `cycle`. */
  readonly failed: string;
  /** Missing in records of earlier versions. */
  readonly reason?: StopReason;
  /** Services whose state this one waits for. */
  readonly waitingFor: readonly string[];
  /** Hash of the definition the process was started from; "" for a hand-written directory. */
  readonly definition: string;
  /** Last `STATUS=` of sd_notify. */
  readonly text: string;
  /** `device:inode` of the pipe on which the process says that it is ready. */
  readonly readyPipe?: string;
  /** Only in phase `delayed`, where a declared policy bounds the tries or makes it wait for longer than a second. */
  readonly retry?: RetryRecord;
}

/** How a restart policy goes on. */
export interface RetryRecord {
  /** Unix milliseconds of the next start. */
  readonly at: number;
  /** Failures that `max` bounds: in the present window, or in a row where nothing bounds them. */
  readonly failures: number;
  /** The failure after which it is given up; null: never. */
  readonly max: number | null;
  readonly windowMs: number;
}

/** The file's content. */
export function encodeRecord(record: StateRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** Whether two records of a directory say the same, the count of starts left out. */
export function saysTheSame(one: StateRecord, other: StateRecord): boolean {
  return (Object.keys(KINDS) as (keyof StateRecord)[]).every(
    (name) =>
      name === "starts" ||
      one[name] === other[name] ||
      JSON.stringify(one[name]) === JSON.stringify(other[name]),
  );
}

/** Undefined: not a record, or one of a format we do not know. The file's owner may be hostile. */
export function decodeRecord(text: string): StateRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isRecord(value) ? value : undefined;
}

const KINDS: Readonly<Record<keyof StateRecord, string>> = {
  format: "string",
  monitor: "number",
  phase: "string",
  want: "string",
  operatorDown: "boolean",
  pid: "number",
  program: "string",
  start: "string",
  boot: "string",
  since: "number",
  ready: "boolean",
  paused: "boolean",
  gotTerm: "boolean",
  starts: "number",
  failuresInWindow: "number",
  failures: "number",
  lastStatus: "object|number",
  failed: "string",
  reason: "undefined|string",
  waitingFor: "object",
  definition: "string",
  text: "string",
  readyPipe: "undefined|string",
  windowSince: "undefined|number",
  retry: "undefined|object",
};

function isRecord(value: unknown): value is StateRecord {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Record<string, unknown>;
  if (fields["format"] !== STATE_RECORD_FORMAT) return false;
  return (
    Object.entries(KINDS).every(([key, kinds]) => kinds.split("|").includes(typeof fields[key])) &&
    Number.isInteger(fields["pid"]) &&
    (fields["lastStatus"] === null || typeof fields["lastStatus"] === "number") &&
    ["up", "down", "once"].includes(String(fields["want"])) &&
    ["run", "finish"].includes(String(fields["program"])) &&
    Array.isArray(fields["waitingFor"]) &&
    fields["waitingFor"].every((name) => typeof name === "string") &&
    (fields["retry"] === undefined || isRetry(fields["retry"]))
  );
}

function isRetry(value: unknown): value is RetryRecord {
  if (typeof value !== "object" || value === null) return false;
  const { at, failures, max, windowMs } = value as Record<string, unknown>;
  return [at, failures, windowMs, max ?? 0].every((number) => Number.isFinite(number));
}
