/**
 * Brings services back to a generation, from whatever state they are in: after a failed activation, or after one
 * that was killed half-way. Every step looks first, so it can itself be killed and done again.
 */
import { listNames, ownershipOf } from "../os/live-tree.ts";
import { readServiceStatus } from "../os/service-status.ts";
import { classify } from "../plan/classify.ts";
import { isLogged, type Manifest, type ServiceRecord, startsDown } from "../plan/manifest.ts";
import { type Context, Failed, livePath } from "./context.ts";
import { followed, forceLive, renameAll, setMark } from "./flip.ts";
import type { Generation } from "./generations.ts";
import { isOnlyOurs, markText, readMark } from "./installation.ts";
import { restartLogger, resumeAfterLogger } from "./logger.ts";
import { askForRescan } from "./monitor.ts";
import { liveProcess } from "./observe.ts";
import { GUARD, LIVE_PREFIX } from "./paths.ts";
import { create, discard, fits, remove, replace, stop, turnTo } from "./procedure.ts";
import { endSupervision, reload, tell } from "./signals.ts";
import { isOlderThan } from "./since.ts";
import { storePath } from "./store.ts";
import { awaitUp } from "./verify.ts";

export interface Restoration {
  readonly good: Manifest | null;
  readonly trial: Manifest;
  /** The generation it undoes; undefined: it only lays `good` out. */
  readonly tried?: Pick<Generation, "tried">;
  /** Directories that were down when the activation began. */
  readonly held: readonly string[];
  /** Directory names this concerns; undefined: every service that differs. */
  readonly only?: ReadonlySet<string>;
}

/** Restores every service it concerns. Gives those that could not be brought back, with the reason. */
export async function restore(context: Context, restoration: Restoration): Promise<Failed[]> {
  const named = [...(restoration.good?.services ?? []), ...restoration.trial.services];
  const pairs = pairsOf(restoration);
  renameAll(
    context,
    pairs.flatMap((pair) => movesBack(context, pair)),
  );
  const failures = await finishRetirements(context, new Set(named.map((s) => s.dirName)));
  for (const pair of pairs) {
    try {
      const changed = await restoreOne(context, pair, restoration);
      const dirName = (pair.good ?? pair.trial)?.dirName ?? "";
      if (changed) context.report({ dirName, state: "restored", text: "as before" });
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      failures.push(error);
    }
  }
  const touched = pairs.flatMap(({ good, trial }) => [good?.dirName, trial?.dirName]);
  forceLive(
    context.ops,
    context.scanDir,
    [...new Set(touched)].filter((n) => n !== undefined),
  );
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
  const meant = name.slice(LIVE_PREFIX.fresh.length);
  return fresh && (named.has(meant) || meant === GUARD) && isOnlyOurs(path);
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

async function restoreOne(context: Context, pair: Pair, restoration: Restoration): Promise<boolean> {
  const { good, trial } = pair;
  if (good === undefined) return trial !== undefined && removeCreated(context, trial);
  const wasDown = restoration.held.includes(good.dirName);
  if (ownershipOf(livePath(context, good.dirName)) === undefined) {
    await create(context, good, wasDown && !startsDown(good));
    return true;
  }
  if (!isOurs(context, good.dirName)) throw new Failed(good.dirName, "is not ours any more; left alone");
  if (!fits(context, good)) {
    await replace(context, good, { before: trial, held: wasDown && !startsDown(good) });
    return true;
  }
  return settle(context, pair, good, { wasDown, tried: restoration.tried });
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

/** A directory that the activation renamed, and whose old name is free. */
function movesBack(context: Context, { good, trial }: Pair): { from: string; to: string }[] {
  const [from, to] = [trial?.dirName, good?.dirName];
  if (from === undefined || to === undefined || from === to) return [];
  if (readMark(livePath(context, from))?.installation !== context.installation.id) return [];
  return ownershipOf(livePath(context, to)) === undefined ? [{ from, to }] : [];
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
  { trial }: Pair,
  good: ServiceRecord,
  { wasDown, tried }: { readonly wasDown: boolean; readonly tried: Restoration["tried"] },
): Promise<boolean> {
  const path = livePath(context, good.dirName);
  const stored = storePath(context.state, good);
  const flipped = followed(path) !== stored;
  const { ops, installation } = context;
  if (readMark(path)?.name !== good.dirName) setMark(ops, path, markText(installation, good.dirName));
  await turnTo(context, good);
  const content = trial === undefined ? undefined : classify(trial, good);
  const logger = flipped && isLogged(good) && content?.logger !== false;
  if (content?.logger === true) resumeAfterLogger(context, good.dirName);
  if (logger) await restartLogger(context, good.dirName);
  const heavy = content === undefined || content.class === "restart" || content.class === "replace";
  const mayRunTrial = (pid: number): boolean =>
    heavy && (tried === undefined ? flipped : !isOlderThan(tried, pid));
  const restarted = await settleProcess(context, good, { mayRunTrial, wasDown });
  if (flipped && !restarted && content?.class === "reload") await reload(context, path, good);
  return flipped || restarted;
}

async function settleProcess(
  context: Context,
  good: ServiceRecord,
  facts: { readonly mayRunTrial: (pid: number) => boolean; readonly wasDown: boolean },
): Promise<boolean> {
  const path = livePath(context, good.dirName);
  const process = liveProcess(readServiceStatus(path));
  if (process === null) return false;
  if (facts.wasDown) {
    if (process.want === "up") await stop(context, good);
    return process.want === "up";
  }
  if (startsDown(good)) return false;
  if (process.want === "up" && process.pid !== 0) {
    const runsOther =
      process.running === null ? facts.mayRunTrial(process.pid) : !isAccepted(good, process.running);
    if (!runsOther) return false;
  }
  tell(context, path, process.pid === 0 ? "u" : "du");
  await awaitUp(context, good, { not: process.pid, down: false });
  return true;
}

function isAccepted(good: ServiceRecord, running: string): boolean {
  return running === good.hash || good.accepts.includes(running);
}
