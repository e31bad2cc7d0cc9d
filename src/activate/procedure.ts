/** Carries out one change of a plan: the smallest action its class allows, then the proof that it worked. */
import { listNames, ownershipOf } from "../os/live-tree.ts";
import { readServiceStatus } from "../os/service-status.ts";
import type { Change } from "../plan/change.ts";
import { isLogged, type ServiceRecord, startsDown } from "../plan/manifest.ts";
import { DEF, LOG, OWNER, SUPERVISE } from "../protocol/names.ts";
import { type Context, Failed, livePath } from "./context.ts";
import { buildLive, flip } from "./flip.ts";
import { restartLogger } from "./logger.ts";
import { askForRescanSoon } from "./monitor.ts";
import { GUARD, LIVE_PREFIX } from "./paths.ts";
import { endSupervision, isSupervised, reload, tell } from "./signals.ts";
import { storePath } from "./store.ts";
import { prepare, setControl } from "./surroundings.ts";
import { awaitUp, pidOf, type Watch } from "./verify.ts";
import { eventually } from "./wait.ts";

/** Performs a change and waits for its effect. Throws `Failed`. */
export async function perform(context: Context, change: Change): Promise<Watch | undefined> {
  const record = change.after;
  if (change.effect === "remove") {
    await remove(context, change.dirName, change.before);
    return undefined;
  }
  if (record === undefined || change.effect === "nothing" || change.effect === "keep") return undefined;
  prepare(context, record);
  const held = change.class === "held";
  if (change.effect === "create") return create(context, record, held);
  const watch = await update(context, change, record, held);
  setControl(context, record);
  return watch;
}

async function update(
  context: Context,
  change: Change,
  record: ServiceRecord,
  held: boolean,
): Promise<Watch | undefined> {
  if (change.effect === "replace") {
    if (change.class === "adopt") return adopt(context, record);
    return replace(context, record, { before: change.before, held });
  }
  const watch = await act(context, change, record);
  if (change.logger) await restartLogger(context, record.dirName);
  return watch;
}

async function act(context: Context, change: Change, record: ServiceRecord): Promise<Watch | undefined> {
  const path = livePath(context, record.dirName);
  const pid = pidOf(context, record.dirName);
  const follow = (): Promise<void> => turnTo(context, record);
  switch (change.effect) {
    case "record":
    case "flip":
      await follow();
      return watching(record, pid);
    case "reload":
      await follow();
      await reload(context, path, record);
      return watching(record, pid);
    case "start":
      await follow();
      return start(context, record, pid);
    case "stop":
      await stop(context, record);
      await follow();
      return undefined;
    case "restart":
      if (isSupervised(path)) return restart(context, record, follow);
      await follow();
      return undefined;
    default:
      return undefined;
  }
}

/** Flips a live directory; svforge's own monitor reads its policy again, the others look when they need it. */
export async function turnTo(context: Context, record: ServiceRecord): Promise<void> {
  flip(context.ops, livePath(context, record.dirName), record, storePath(context.state, record));
  if (context.monitor === "svforge") await askForRescanSoon(context);
}

/** The process must be the same afterwards: a change that should not have disturbed it did not. */
function watching(record: ServiceRecord, pid: number): Watch | undefined {
  return pid === 0 || record.restartsWith.length > 0
    ? undefined
    : { dirName: record.dirName, pid, note: "up", seenAt: Number.NEGATIVE_INFINITY };
}

/**
 * `d` and `u` in one write: the supervisor stops the process by the service's own policy and starts it again, and a
 * kill of this program in between cannot leave it down. A `run` that reads files beside itself must not meet the
 * flip half-way, so there the flip happens while nothing runs.
 */
async function restart(context: Context, record: ServiceRecord, follow: () => Promise<void>): Promise<Watch> {
  const path = livePath(context, record.dirName);
  const pid = pidOf(context, record.dirName);
  if (readsSiblings(record)) {
    await stop(context, record);
    await follow();
    tell(context, path, "u");
  } else {
    await follow();
    tell(context, path, "du");
  }
  return start(context, record, pid);
}

async function start(context: Context, record: ServiceRecord, not: number): Promise<Watch> {
  const path = livePath(context, record.dirName);
  if (!isSupervised(path)) return awaitUp(context, record, { not: 0, down: true });
  const ended = await eventually(
    () => pidOf(context, record.dirName) !== not || not === 0,
    stopLimit(context, record),
  );
  if (!ended) throw new Failed(record.dirName, `pid ${not} does not end`);
  if (readServiceStatus(path).status?.want !== "up") tell(context, path, "u");
  return awaitUp(context, record, { not, down: false });
}

/** Anything but what is known not to be read while a service starts. */
function readsSiblings(record: ServiceRecord): boolean {
  return record.files.some(({ path, kind }) => kind !== "dir" && !STANDALONE.test(path));
}

const STANDALONE =
  /^(run|finish|check|down|service\.json|log\/.*|control\/.*|notification-fd|timeout-[a-z]+|down-signal|reload-signal|max-death-tally)$/;

/** Stops a service and waits for it. */
export async function stop(context: Context, record: ServiceRecord): Promise<void> {
  const path = livePath(context, record.dirName);
  if (!isSupervised(path)) return;
  tell(context, path, "d");
  const isDown = (): boolean => {
    const { status } = readServiceStatus(path);
    return status !== undefined && status.pid === 0 && status.state === "down";
  };
  if (!(await eventually(isDown, stopLimit(context, record)))) {
    throw new Failed(record.dirName, `pid ${pidOf(context, record.dirName)} does not end`);
  }
}

function stopLimit(context: Context, record: ServiceRecord): number {
  if (record.stopTimeoutMs === undefined) return context.timing.stopMs;
  return record.stopTimeoutMs === null ? context.timing.stopMs * 10 : record.stopTimeoutMs + 10_000;
}

/** Puts a complete directory where a monitor will find it. `held`: it stays down, by no file of its definition. */
export async function create(context: Context, record: ServiceRecord, held: boolean): Promise<Watch> {
  build(context, record, held);
  return appear(context, record, held);
}

function build(context: Context, record: ServiceRecord, startDown: boolean): void {
  const { installation, state } = context;
  const stored = storePath(state, record);
  const fresh = livePath(context, LIVE_PREFIX.fresh + record.dirName);
  buildLive(context.ops, fresh, { installation, record, stored, startDown });
}

async function appear(context: Context, record: ServiceRecord, held: boolean): Promise<Watch> {
  const fresh = livePath(context, LIVE_PREFIX.fresh + record.dirName);
  const path = livePath(context, record.dirName);
  context.ops.rename(fresh, path);
  await askForRescanSoon(context);
  const watch = await awaitUp(context, record, { not: 0, down: held || startsDown(record) });
  if (held && isSupervised(path)) {
    context.ops.remove(`${path}/down`);
    await turnTo(context, record);
  }
  setControl(context, record);
  return watch;
}

/** A new directory for a service whose supervisor must begin anew. The old one is over before the new one is seen. */
export async function replace(
  context: Context,
  record: ServiceRecord,
  options: { readonly before: ServiceRecord | undefined; readonly held: boolean },
): Promise<Watch> {
  build(context, record, options.held);
  const retired = await retire(context, record.dirName, options.before ?? record);
  carryOver(context, retired, livePath(context, LIVE_PREFIX.fresh + record.dirName));
  discard(context, retired);
  return appear(context, record, options.held);
}

/** Replaces somebody's own directory; it stays, under a dot-name, for them to look at and for a rollback. */
async function adopt(context: Context, record: ServiceRecord): Promise<Watch> {
  build(context, record, false);
  const retired = await retire(context, record.dirName, record);
  const kept = livePath(context, LIVE_PREFIX.adopted + record.dirName);
  if (ownershipOf(kept) !== undefined)
    throw new Failed(record.dirName, `${kept} exists already; move it away first`);
  context.ops.rename(retired, kept);
  return appear(context, record, false);
}

/** Takes a service out of the scan directory for good. */
export async function remove(
  context: Context,
  dirName: string,
  before: ServiceRecord | undefined,
): Promise<void> {
  const path = livePath(context, dirName);
  if (ownershipOf(path) === undefined) return;
  discard(context, await retire(context, dirName, before));
}

/**
 * Renames a directory to a dot-name and ends its supervision. In this order: svscan starts a supervisor again for
 * every name it still sees.
 */
export async function retire(
  context: Context,
  dirName: string,
  record: ServiceRecord | undefined,
): Promise<string> {
  const path = livePath(context, dirName);
  const retired = freeName(livePath(context, LIVE_PREFIX.retired + dirName));
  context.ops.rename(path, retired);
  await askForRescanSoon(context);
  await endSupervision(
    context,
    retired,
    record === undefined ? context.timing.stopMs : stopLimit(context, record),
  );
  return retired;
}

function freeName(base: string): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}~${n}`;
    if (ownershipOf(name) === undefined) return name;
  }
}

/** Deletes a retired directory, unless the service kept files of its own in it. */
export function discard(context: Context, retired: string): void {
  const dirName = retired.slice(context.scanDir.length + 1);
  const own = dirName.startsWith(LIVE_PREFIX.retired + GUARD) ? [] : ownFiles(retired);
  if (own.length === 0) {
    context.ops.removeTree(retired);
    return;
  }
  context.report({ dirName, state: "kept", text: `holds files of the service itself (${own[0]})` });
}

/** Files a service wrote beside its definition (a log directory, a socket, data) move to its new directory. */
function carryOver(context: Context, from: string, to: string): void {
  for (const path of ownFiles(from)) {
    const folder = path.startsWith(`${LOG}/`) ? `${to}/${LOG}` : to;
    if (ownershipOf(folder)?.kind !== "dir" || ownershipOf(`${to}/${path}`) !== undefined) continue;
    context.ops.rename(`${from}/${path}`, `${to}/${path}`);
  }
}

/** Names in a directory (and its `log/`) that neither we nor a supervisor (`event` is s6's) put there. */
function ownFiles(path: string): string[] {
  const isOwn = (n: { name: string; kind: string }): boolean =>
    n.kind !== "link" &&
    ![SUPERVISE, "event", DEF, OWNER, LOG, "down"].includes(n.name) &&
    !n.name.endsWith(".new");
  const within = (folder: string, prefix: string): string[] =>
    (listNames(folder) ?? []).filter(isOwn).map((n) => prefix + n.name);
  const log = ownershipOf(`${path}/${LOG}`)?.kind === "dir" ? within(`${path}/${LOG}`, `${LOG}/`) : [];
  return [...within(path, ""), ...log];
}

/** The live directory has a logger's place, whatever the definition says. */
export function hasLogDirectory(context: Context, dirName: string): boolean {
  return ownershipOf(`${livePath(context, dirName)}/${LOG}`)?.kind === "dir";
}

/** Whether a live directory's shape fits a definition, so that a flip is enough. */
export function fits(context: Context, record: ServiceRecord): boolean {
  return hasLogDirectory(context, record.dirName) === isLogged(record);
}
