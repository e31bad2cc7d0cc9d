/**
 * Carries out a plan: store, generation, trial; removals, then the rest wave by wave; a soak; then the new generation
 * is the good one. Anything that fails undoes what was done. Whenever this program dies, `recover` finds its way.
 */
import type { Entry } from "../compile/image.ts";
import { codeOf, reasonOf } from "../os/os-error.ts";
import type { Change } from "../plan/change.ts";
import { manifestHash, type ServiceRecord } from "../plan/manifest.ts";
import type { LiveEntry } from "../plan/observation.ts";
import { hasChanges, type Plan } from "../plan/plan.ts";
import { type Context, Failed, undone } from "./context.ts";
import { ensureScanDir, forceLive, renameAll } from "./flip.ts";
import {
  endTrial,
  GENERATION_FORMAT,
  type Generation,
  nextNumber,
  point,
  pointedAt,
  writeGeneration,
  writeResult,
} from "./generations.ts";
import { perform } from "./procedure.ts";
import { restore } from "./restore.ts";
import { beginning } from "./since.ts";
import { isStored, storeDefinitions } from "./store.ts";
import { soak, type Watch } from "./verify.ts";

export interface Order {
  readonly plan: Plan;
  /** The entries the plan was made from. */
  readonly observed: readonly LiveEntry[];
  /** Files of a definition that may not be in the store yet. */
  readonly entriesOf: (record: ServiceRecord) => readonly Entry[] | undefined;
  readonly by: string;
  /** Wall-clock time, ISO 8601. */
  readonly now: string;
  /** Called before the first service is touched, when the generation and that it is on trial are on disk. */
  readonly onTrial?: (number: number) => Promise<void>;
  /** Leaves the generation on trial: somebody has to confirm it. Called when everything is up. */
  readonly beforeCommit?: (number: number) => "commit" | "leave";
}

export type Ending =
  | { readonly outcome: "nothing" }
  | { readonly outcome: "good" | "on-trial"; readonly generation: number }
  /** Every definition is the one before; services in `left` do not come up with it. */
  | {
      readonly outcome: "rolled-back";
      readonly generation: number;
      readonly failed: Failed;
      readonly left: readonly Failed[];
    }
  | {
      readonly outcome: "incomplete";
      readonly generation: number;
      readonly failed: Failed;
      readonly left: readonly Failed[];
    };

/** Activates a plan that has been approved. The lock is held, no trial is open, nothing in the plan is blocked. */
export async function activate(context: Context, order: Order): Promise<Ending> {
  const { plan } = order;
  if (!hasChanges(plan) && plan.base.manifest === plan.desiredHash) return { outcome: "nothing" };
  ensureScanDir(context.ops, context.scanDir);
  storeDefinitions(context.ops, context.state, missingDefinitions(context, order));
  const generation = newGeneration(context, order);
  writeGeneration(context.ops, context.state, generation);
  point(context.ops, context.state, "trial", generation.number);
  const begun = new Set<string>();
  try {
    await order.onTrial?.(generation.number);
    await soak(context, await carryOut(context, plan.changes, begun));
    forceLive(context.ops, context.scanDir, [...begun]);
  } catch (error) {
    return rollBack(context, order, generation, { begun, failed: asFailed(error) });
  }
  if (order.beforeCommit?.(generation.number) === "leave") {
    return { outcome: "on-trial", generation: generation.number };
  }
  commit(context, generation.number, order.now);
  return { outcome: "good", generation: generation.number };
}

/** Makes the generation on trial the good one. */
export function commit(context: Context, number: number, now: string): void {
  point(context.ops, context.state, "good", number);
  endTrial(context.ops, context.state);
  writeResult(context.ops, context.state, number, { outcome: "good", at: now });
}

/** Only definitions that change are looked at: an activation of one service does not read a thousand. */
function missingDefinitions(
  context: Context,
  { plan, entriesOf }: Order,
): { record: ServiceRecord; entries: readonly Entry[] }[] {
  const wanted = plan.changes.flatMap((c) => (c.after === undefined || c.effect === "nothing" ? [] : [c]));
  return wanted.flatMap((change) => {
    const record = change.after as ServiceRecord;
    if (change.effect === "keep" || isStored(context.state, record)) return [];
    const entries = entriesOf(record);
    if (entries === undefined)
      throw new Failed(record.dirName, `its definition ${record.hash} is not in the store`);
    return [{ record, entries }];
  });
}

function newGeneration(context: Context, order: Order): Generation {
  const { plan } = order;
  const isDown = (e: LiveEntry): boolean => (e.process === null ? e.heldByFile : e.process.want !== "up");
  return {
    format: GENERATION_FORMAT,
    number: nextNumber(context.state),
    parent: plan.base.generation,
    createdAt: order.now,
    by: order.by,
    source: plan.source,
    held: order.observed.filter(isDown).map((e) => e.dirName),
    ...beginning(pointedAt(context.state, "good"), plan.changes),
    manifestHash: manifestHash(plan.desired),
    manifest: plan.desired,
  };
}

/** Renames, then removals from the last wave to the first, then everything else from the first to the last. */
async function carryOut(context: Context, changes: readonly Change[], begun: Set<string>): Promise<Watch[]> {
  const moves = changes.flatMap(moveOf);
  for (const { from, to } of moves) begun.add(from).add(to);
  renameAll(context, moves);
  const isRemoval = (c: Change): boolean => c.effect === "remove";
  const acting = changes.filter((c) => !["nothing", "record", "keep"].includes(c.effect) || isRename(c));
  const removals = waves(acting.filter(isRemoval)).reverse();
  const others = waves(acting.filter((c) => !isRemoval(c)));
  const watches: Watch[] = [];
  for (const wave of [...removals, ...others]) {
    const ended = await Promise.allSettled(wave.map((change) => one(context, change, begun)));
    for (const result of ended) {
      if (result.status === "rejected") throw result.reason;
      if (result.value !== undefined) watches.push(result.value);
    }
  }
  return watches;
}

const isRename = (change: Change): boolean => change.renamedFrom !== undefined;

function moveOf({ renamedFrom: from, dirName: to }: Change): { from: string; to: string }[] {
  return from === undefined ? [] : [{ from, to }];
}

function waves(changes: readonly Change[]): Change[][] {
  const byWave = new Map<number, Change[]>();
  for (const change of changes) byWave.set(change.wave, [...(byWave.get(change.wave) ?? []), change]);
  return [...byWave].sort(([a], [b]) => a - b).map(([, wave]) => wave);
}

async function one(context: Context, change: Change, begun: Set<string>): Promise<Watch | undefined> {
  const { dirName } = change;
  begun.add(dirName);
  context.report({ dirName, state: "begin", text: change.effect });
  try {
    const watch = await perform(context, change);
    context.report({
      dirName,
      state: watch?.note === "waiting" ? "waiting" : "done",
      text: said(change, watch),
    });
    return watch;
  } catch (error) {
    const failed = asFailed(error, dirName);
    context.report({ dirName, state: "failed", text: failed.message });
    throw failed;
  }
}

function said(change: Change, watch: Watch | undefined): string {
  if (watch?.note === "waiting") return "waits for its dependencies";
  if (watch?.note === "done") return "done";
  if (watch !== undefined && watch.pid !== 0) return `up (pid ${watch.pid})`;
  return change.effect === "remove" ? "removed" : change.class === "held" ? "stays down" : "in place";
}

/** A failed system call in the middle of a service is that service's failure; a bug is nobody's. */
function asFailed(error: unknown, dirName = ""): Failed {
  if (error instanceof Failed) return error;
  if (codeOf(error) === "") throw error;
  return new Failed(dirName, `${reasonOf(error)}: ${(error as Error).message}`);
}

async function rollBack(
  context: Context,
  order: Order,
  generation: Generation,
  { begun, failed }: { readonly begun: ReadonlySet<string>; readonly failed: Failed },
): Promise<Ending> {
  const good = pointedAt(context.state, "good")?.manifest ?? null;
  const left = await restore(context, {
    good,
    trial: generation.manifest,
    tried: generation,
    held: generation.held,
    only: begun,
  });
  const { number } = generation;
  const detail = `${failed.dirName}: ${failed.message}`;
  if (undone(left).length > 0) {
    writeResult(context.ops, context.state, number, { outcome: "incomplete", at: order.now, detail });
    return { outcome: "incomplete", generation: number, failed, left };
  }
  endTrial(context.ops, context.state);
  writeResult(context.ops, context.state, number, { outcome: "rolled-back", at: order.now, detail });
  return { outcome: "rolled-back", generation: number, failed, left };
}
