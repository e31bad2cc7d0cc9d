/**
 * Brings services back to a generation, from whatever state they are in: after a failed activation, or after one
 * that was killed half-way. Every step looks first, so it can itself be killed and done again.
 */
import { listNames, ownershipOf } from "../os/live-tree.ts";
import { readServiceStatus } from "../os/service-status.ts";
import { classify } from "../plan/classify.ts";
import { isLogged, type Manifest, type ServiceRecord, startsDown } from "../plan/manifest.ts";
import { type Context, Failed, livePath } from "./context.ts";
import { followed, renameLive, setMark } from "./flip.ts";
import { isOnlyOurs, markText, readMark } from "./installation.ts";
import { restartLogger, resumeAfterLogger } from "./logger.ts";
import { askForRescan } from "./monitor.ts";
import { liveProcess, type Place } from "./observe.ts";
import { LIVE_PREFIX } from "./paths.ts";
import { create, discard, fits, remove, replace, stop, turnTo } from "./procedure.ts";
import { endSupervision, reload, tell } from "./signals.ts";
import { storePath } from "./store.ts";
import { awaitUp } from "./verify.ts";

export interface Restoration {
  readonly good: Manifest | null;
  readonly trial: Manifest;
  /** Directories that were down when the activation began. */
  readonly held: readonly string[];
  /** Directory names this concerns; undefined: every service that differs. */
  readonly only?: ReadonlySet<string>;
}

/** Restores every service it concerns. Gives those that could not be brought back, with the reason. */
export async function restore(context: Context, restoration: Restoration): Promise<Failed[]> {
  const named = [...(restoration.good?.services ?? []), ...restoration.trial.services];
  const failures = await finishRetirements(context, new Set(named.map((s) => s.dirName)));
  for (const pair of pairsOf(restoration)) {
    try {
      const changed = await restoreOne(context, pair, restoration.held);
      const dirName = (pair.good ?? pair.trial)?.dirName ?? "";
      if (changed) context.report({ dirName, state: "restored", text: "as before" });
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      failures.push(error);
    }
  }
  return failures;
}

/**
 * Ends the supervision of directories an activation had already taken out, and clears what it was building for the
 * services `named`.
 */
export async function finishRetirements(context: Context, named: ReadonlySet<string>): Promise<Failed[]> {
  const failures: Failed[] = [];
  for (const { name, kind } of listNames(context.scanDir) ?? []) {
    const path = livePath(context, name);
    if (kind !== "dir" || !isLeftOver(context, name, named)) continue;
    if (name.startsWith(LIVE_PREFIX.fresh)) context.ops.removeTree(path);
    if (!name.startsWith(LIVE_PREFIX.retired)) continue;
    askForRescan(context.ops, context.scanDir, context.monitor);
    try {
      await endSupervision(context, path, context.timing.stopMs);
      discard(context, path);
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      failures.push(error);
    }
  }
  return failures;
}

/**
 * Ours by its mark; or empty, made or removed just before it had, or after it had lost, one; or being built for a
 * service of ours, when a power cut may have taken the mark and left the rest.
 */
function isLeftOver(context: Context, name: string, named: ReadonlySet<string>): boolean {
  const fresh = name.startsWith(LIVE_PREFIX.fresh);
  if (!fresh && !name.startsWith(LIVE_PREFIX.retired)) return false;
  const path = livePath(context, name);
  if (readMark(path)?.installation === context.installation.id || listNames(path)?.length === 0) return true;
  return fresh && named.has(name.slice(LIVE_PREFIX.fresh.length)) && isOnlyOurs(path);
}

interface Pair {
  readonly good: ServiceRecord | undefined;
  readonly trial: ServiceRecord | undefined;
}

/** Services of both sides; a renamed one is one pair. What only the trial has goes first, in case names collide. */
function pairsOf({ good, trial, only }: Restoration): Pair[] {
  const old = good?.services ?? [];
  const source = (s: ServiceRecord): ServiceRecord | undefined =>
    old.find((o) => o.dirName === s.dirName) ?? old.find((o) => o.name === s.movedFrom);
  const paired = trial.services.map((s) => ({ good: source(s), trial: s }));
  const used = new Set(paired.map((p) => p.good));
  const lost = old.filter((o) => !used.has(o)).map((o) => ({ good: o, trial: undefined }));
  const concerned = (p: Pair): boolean =>
    only === undefined || [p.good, p.trial].some((s) => s !== undefined && only.has(s.dirName));
  const differs = (p: Pair): boolean =>
    p.good?.hash !== p.trial?.hash || p.good?.dirName !== p.trial?.dirName;
  const pairs = [...paired, ...lost].filter((p) => concerned(p) && (only !== undefined || differs(p)));
  return pairs.sort((a, b) => Number(a.good !== undefined) - Number(b.good !== undefined));
}

async function restoreOne(context: Context, pair: Pair, held: readonly string[]): Promise<boolean> {
  const { good, trial } = pair;
  if (good === undefined) return trial !== undefined && removeCreated(context, trial);
  if (trial !== undefined && trial.dirName !== good.dirName) renameBack(context, trial.dirName, good.dirName);
  const wasDown = held.includes(good.dirName);
  if (ownershipOf(livePath(context, good.dirName)) === undefined) {
    await create(context, good, wasDown && !startsDown(good));
    return true;
  }
  if (!isOurs(context, good.dirName)) throw new Failed(good.dirName, "is not ours any more; left alone");
  if (!fits(context, good)) {
    await replace(context, good, { before: trial, held: wasDown && !startsDown(good) });
    return true;
  }
  return settle(context, good, trial, wasDown);
}

async function removeCreated(context: Context, trial: ServiceRecord): Promise<boolean> {
  if (isOurs(context, trial.dirName)) await remove(context, trial.dirName, trial);
  const adopted = livePath(context, LIVE_PREFIX.adopted + trial.dirName);
  if (ownershipOf(adopted) !== undefined && ownershipOf(livePath(context, trial.dirName)) === undefined) {
    context.ops.rename(adopted, livePath(context, trial.dirName));
    askForRescan(context.ops, context.scanDir, context.monitor);
  }
  return true;
}

function renameBack(context: Context, from: string, to: string): void {
  const mark = readMark(livePath(context, from));
  if (mark?.installation !== context.installation.id) return;
  if (ownershipOf(livePath(context, to)) !== undefined) return;
  const { installation, scanDir } = context;
  renameLive(context.ops, scanDir, { installation, from, to });
}

/** The mark may still carry both names of a rename. */
function isOurs(context: Context, dirName: string): boolean {
  const mark = readMark(livePath(context, dirName));
  if (mark?.installation !== context.installation.id) return false;
  return mark.name === dirName || mark.next === dirName;
}

/** Same directory, possibly another definition: flip, and restart what runs from the wrong one. */
async function settle(
  context: Context,
  good: ServiceRecord,
  trial: ServiceRecord | undefined,
  wasDown: boolean,
): Promise<boolean> {
  const path = livePath(context, good.dirName);
  const stored = storePath(context.state, good);
  const flipped = followed(path) !== stored;
  const { ops, installation } = context;
  if (readMark(path)?.name !== good.dirName) setMark(ops, path, markText(installation, good.dirName));
  turnTo(context, good);
  const content = trial === undefined ? undefined : classify(trial, good);
  const logger = flipped && isLogged(good) && content?.logger !== false;
  if (content?.logger === true) resumeAfterLogger(context, good.dirName);
  if (logger) await restartLogger(context, good.dirName);
  const restarted = await settleProcess(context, good, {
    flipped,
    heavy: content?.class !== "lazy",
    wasDown,
  });
  if (flipped && !restarted && content?.class === "reload") await reload(context, path, good);
  return flipped || restarted;
}

async function settleProcess(
  context: Context,
  good: ServiceRecord,
  facts: { readonly flipped: boolean; readonly heavy: boolean; readonly wasDown: boolean },
): Promise<boolean> {
  const path = livePath(context, good.dirName);
  const process = liveProcess(readServiceStatus(path));
  if (process === null) return false;
  if (facts.wasDown) {
    if (process.want === "up") await stop(context, good);
    return process.want === "up";
  }
  if (startsDown(good)) return false;
  if (process.want === "up" && process.pid !== 0 && !runsOther(good, process.running, facts)) return false;
  tell(context, path, process.pid === 0 ? "u" : "du");
  await awaitUp(context, good, { not: process.pid, down: false });
  return true;
}

/** A hand-written `run` names no definition: then a flip of it is taken for a reason. */
function runsOther(
  good: ServiceRecord,
  running: string | null,
  facts: { readonly flipped: boolean; readonly heavy: boolean },
): boolean {
  if (running === null) return facts.flipped && facts.heavy;
  return running !== good.hash && !good.accepts.includes(running);
}

/** Same facts as an observation needs. */
export function placeOf(context: Context): Place {
  return { scanDir: context.scanDir, state: context.state, installation: context.installation };
}
