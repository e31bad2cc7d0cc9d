/**
 * Is a service what it should be: up, from the right definition, ready where that can be known, and still the same
 * process a while later. "Up once" is not enough: a dying service is up once every second.
 */
import { monotonicMs } from "../os/clock.ts";
import { identityOf } from "../os/proc-stat.ts";
import { environmentValue } from "../os/process-facts.ts";
import { runCommand } from "../os/run-command.ts";
import { readServiceStatus, type ServiceStatus } from "../os/service-status.ts";
import type { ServiceRecord } from "../plan/manifest.ts";
import { CHECK, DEF_VARIABLE, LOG, NOTIFICATION_FD } from "../protocol/names.ts";
import { EXEC_FAILED_STATUS } from "../protocol/state-record.ts";
import { type Context, Failed, livePath, NotUp } from "./context.ts";
import { isSupervised } from "./signals.ts";
import { eventually } from "./wait.ts";

/** A process that has to be the same at the end. `pid` 0: there is none to watch (down, done, waiting). */
export interface Watch {
  readonly dirName: string;
  readonly pid: number;
  readonly note: "up" | "down" | "waiting" | "done";
  /** Monotonic time at which it was first seen. Status files carry wall-clock time, s6's even with leap seconds. */
  readonly seenAt: number;
}

/** A watch of something that has no process. */
export function unwatched(dirName: string, note: Watch["note"]): Watch {
  return { dirName, pid: 0, note, seenAt: 0 };
}

/** Waits until a directory is supervised; where its definition wants it up, until it is. */
export async function awaitUp(
  context: Context,
  record: ServiceRecord,
  options: { readonly not: number; readonly down: boolean },
): Promise<Watch> {
  const { dirName } = record;
  const path = livePath(context, dirName);
  if (context.monitor === "none" && !isSupervised(path)) return unwatched(dirName, "down");
  const seen = await eventually(
    () => readServiceStatus(path).status !== undefined && isSupervised(path),
    PICK_UP_MS,
  );
  if (!seen) throw new Failed(dirName, `the ${context.monitor} monitor has not taken it up`);
  if (options.down) return unwatched(dirName, "down");
  return awaitProcess(context, record, options.not);
}

/** svscan looks every 5 s; a machine under load takes longer. */
const PICK_UP_MS = 30_000;
/** A service whose dependency is down waits for it; that is the operator's affair, not a failure. */
const BLOCKED_MS = 2000;

async function awaitProcess(context: Context, record: ServiceRecord, not: number): Promise<Watch> {
  const { dirName } = record;
  const path = livePath(context, dirName);
  const began = monotonicMs();
  const limitMs = startLimit(context, record);
  const sight: Sight = { not, began, first: 0, seenAt: began, since: 0, ends: new Set() };
  let result: Watch | undefined;
  const arrived = await eventually(() => {
    result = judge(record, readServiceStatus(path), sight);
    return result !== undefined;
  }, limitMs);
  if (!arrived || result === undefined) throw new NotUp(dirName, notUp(readServiceStatus(path), limitMs));
  await awaitCheck(context, record, limitMs - (monotonicMs() - began));
  return result;
}

/** What has been seen while waiting for a process. */
interface Sight {
  /** The process that must be gone; 0: there was none. */
  readonly not: number;
  readonly began: number;
  /** The first process of the right definition, when it was seen, and since when it is said to have run. */
  first: number;
  seenAt: number;
  since: number;
  /** Distinct times at which something is said to have ended. */
  readonly ends: Set<number>;
}

/** A watch when the service is what it should be, undefined when it may still become so; throws when it will not. */
function judge(record: ServiceRecord, now: ServiceStatus, sight: Sight): Watch | undefined {
  const pid = livePid(now);
  const running = pid === 0 ? undefined : runningOf(now, pid);
  if (sight.first === 0 && pid !== sight.not && (running === undefined || running === record.hash)) {
    sight.first = pid;
    sight.seenAt = monotonicMs();
    sight.since = now.status?.since ?? 0;
  }
  if (pid === 0 && now.status !== undefined) sight.ends.add(now.status.since);
  const replaced = sight.first !== 0 && pid !== sight.first;
  const dying = sight.first === 0 && sight.ends.size > ENDS_OF_A_HEALTHY_START;
  if (!hasEnded(now) && (replaced || dying || hasGivenUp(now))) {
    throw new NotUp(record.dirName, late(record, now, sight) ?? death(now, sight.first));
  }
  if (cannotStart(now, sight)) {
    throw new NotUp(record.dirName, "its `run` cannot be started; the supervisor's messages say why");
  }
  return outcome(record, now, { ...sight, pid });
}

/** daemontools looks away for a second after each start: its status may name a process that is dead already. */
function livePid({ status }: ServiceStatus): number {
  return status?.state === "run" && identityOf(status.pid) !== undefined ? status.pid : 0;
}

/** The old process's, and one that was there before: a third is a service that dies faster than anybody looks. */
const ENDS_OF_A_HEALTHY_START = 2;

/** A `run` that the kernel refuses leaves no process to be seen, and its service down since before. */
function cannotStart({ record }: ServiceStatus, { first, began }: Sight): boolean {
  const isRefused = first === 0 && record?.phase === "delayed" && record.lastStatus === EXEC_FAILED_STATUS;
  return isRefused && monotonicMs() - began > REFUSED_MS;
}

/** Several starts a second apart, on a machine under load. */
const REFUSED_MS = 5000;

function startLimit(context: Context, record: ServiceRecord): number {
  if (record.readyTimeoutMs === undefined) return context.timing.startMs;
  return record.readyTimeoutMs === null ? context.timing.startMs * 20 : record.readyTimeoutMs + 5000;
}

function outcome(
  record: ServiceRecord,
  now: ServiceStatus,
  sight: Sight & { pid: number },
): Watch | undefined {
  const { dirName } = record;
  const clock = monotonicMs();
  const blocked = now.record?.phase === "blocked";
  if (blocked && clock - sight.began > BLOCKED_MS) return unwatched(dirName, "waiting");
  if (hasEnded(now)) return unwatched(dirName, "done");
  if (sight.pid === 0 || sight.pid !== sight.first) return undefined;
  if (!isReady(record, now)) return undefined;
  if (clock - sight.seenAt < SETTLED_MS) return undefined;
  return { dirName, pid: sight.pid, note: "up", seenAt: sight.seenAt };
}

/** Of the other suites s6 alone notes readiness on disk, of services that say it through a descriptor. */
function isReady(record: ServiceRecord, { record: own, status }: ServiceStatus): boolean {
  const notifies = record.files.some((f) => f.path === NOTIFICATION_FD);
  return own?.ready ?? (!notifies || status?.ready !== false);
}

/** A `run` that cannot even start its program is gone by then. */
const SETTLED_MS = 200;

/** The process's own environment knows best; what the monitor noted helps where that may not be read. */
function runningOf(now: ServiceStatus, pid: number): string | undefined {
  const recorded = now.record?.definition ?? "";
  return environmentValue(pid, DEF_VARIABLE) ?? (recorded === "" ? undefined : recorded);
}

/** A oneshot that is done, or a service that ended well and is not to be started again. */
function hasEnded({ record }: ServiceStatus): boolean {
  if (record === undefined) return false;
  if (record.phase === "done") return true;
  return (
    record.phase === "down" && record.failed === "none" && !record.operatorDown && record.lastStatus === 0
  );
}

function hasGivenUp({ record }: ServiceStatus): boolean {
  return record !== undefined && record.phase === "down" && record.failed !== "none";
}

/** runit's readiness is a `check` that somebody has to run. */
async function awaitCheck(context: Context, record: ServiceRecord, limitMs: number): Promise<void> {
  const hasCheck = record.files.some((f) => f.path === CHECK && f.kind === "script");
  if (context.monitor === "svforge" || !hasCheck) return;
  const end = monotonicMs() + limitMs;
  const path = livePath(context, record.dirName);
  while ((await runCommand([`${path}/${CHECK}`], path)) !== 0) {
    if (monotonicMs() > end) throw new NotUp(record.dirName, "up, but its check does not succeed");
    await eventually(() => false, 100);
  }
}

/** Watches processes until each has been up for the minimum time. Throws for the first that is not the same. */
export async function soak(context: Context, watches: readonly Watch[]): Promise<void> {
  const watched = watches.filter((w) => w.pid !== 0);
  await eventually(() => {
    for (const watch of watched) examine(context, watch);
    return watched.every((w) => monotonicMs() - w.seenAt >= context.timing.minUptimeMs);
  }, context.timing.minUptimeMs * 3);
}

function examine(context: Context, watch: Watch): void {
  const now = readServiceStatus(livePath(context, watch.dirName));
  const pid = livePid(now);
  if (pid === watch.pid || hasEnded(now)) return;
  const stoppedByHand = now.record?.operatorDown ?? now.status?.want !== "up";
  if (!stoppedByHand) throw new Failed(watch.dirName, death(now, watch.pid));
}

/** The logger of a directory is up again, and is not the process it was. */
export async function awaitLogger(context: Context, dirName: string, not: number): Promise<void> {
  const path = `${livePath(context, dirName)}/${LOG}`;
  const up = await eventually(() => {
    const now = readServiceStatus(path);
    const hosted = now.record !== undefined && now.record.pid === now.record.monitor;
    return now.status?.state === "run" && now.status.pid !== 0 && (hosted || now.status.pid !== not);
  }, context.timing.startMs);
  if (!up) throw new Failed(dirName, "its logger does not come back");
}

/** Pid of the process (of the logger: `NAME/log`); 0 when there is none. */
export function pidOf(context: Context, entry: string): number {
  return readServiceStatus(livePath(context, entry)).status?.pid ?? 0;
}

function death(now: ServiceStatus, pid: number): string {
  const last = now.record?.lastStatus ?? null;
  const how =
    last === null
      ? "ended"
      : last > 0 && last < 128
        ? `was killed by signal ${last & 127}`
        : `exited ${last >> 8}`;
  const who = pid === 0 ? "its process" : `pid ${pid}`;
  return now.record?.failed === "gave-up"
    ? `${who} ${how}; start limit reached`
    : `${who} ${how} right after its start`;
}

/**
 * The runtime stops what is not ready in time: the signal it died of says nothing. It ran as long as it was seen to, or
 * as its status says, which may still be that of its start.
 */
function late(
  { readyTimeoutMs }: ServiceRecord,
  { status }: ServiceStatus,
  sight: Sight,
): string | undefined {
  if (typeof readyTimeoutMs !== "number" || sight.first === 0 || status === undefined) return undefined;
  const ranMs = Math.max(monotonicMs() - sight.seenAt, status.since - sight.since);
  if (ranMs < readyTimeoutMs - SETTLED_MS) return undefined;
  return `pid ${sight.first} was not ready after ${readyTimeoutMs / 1000} s and was stopped`;
}

function notUp(now: ServiceStatus, limitMs: number): string {
  const waited = `after ${Math.round(limitMs / 1000)} s`;
  if (now.status?.state === "run")
    return (now.record?.ready ?? now.status.ready) === false
      ? `not ready ${waited}`
      : `old process still runs ${waited}`;
  return `not up ${waited}`;
}
