/** Cleans up after an activation that did not come to its end: a kill, a crash, a power cut, a missed confirmation. */
import { type Context, type Failed, undone } from "./context.ts";
import { ensureScanDir } from "./flip.ts";
import { endTrial, type Generation, pointedAt, writeResult } from "./generations.ts";
import { finishRetirements, restore } from "./restore.ts";

export interface Recovery {
  /** The generation that was being tried; undefined: none was. */
  readonly trial: Generation | undefined;
  /** What is not as it was; the trial stays open only for what is not in place. */
  readonly left: readonly Failed[];
}

/**
 * Undoes an open trial. With none open it only clears what a crash may have left. `why`, for the history, completes
 * "the generation …".
 */
export async function recover(context: Context, now: string, why?: string): Promise<Recovery> {
  const trial = pointedAt(context.state, "trial");
  const good = pointedAt(context.state, "good");
  if (trial === undefined || trial.number === good?.number) {
    if (trial === undefined) context.ops.remove(context.state.pending);
    else endTrial(context.ops, context.state);
    const named = new Set(good?.manifest.services.map((s) => s.dirName));
    return { trial: undefined, left: await finishRetirements(context, named) };
  }
  ensureScanDir(context.ops, context.scanDir);
  const left = await restore(context, {
    good: good?.manifest ?? null,
    trial: trial.manifest,
    tried: trial,
    held: trial.held,
  });
  if (undone(left).length === 0) {
    endTrial(context.ops, context.state);
    const detail = why === undefined ? {} : { detail: why };
    writeResult(context.ops, context.state, trial.number, { outcome: "interrupted", at: now, ...detail });
  }
  return { trial, left };
}

/** Lays the scan directory out from the good generation: after a boot, when it is a tmpfs, or when it was lost. */
export async function rebuild(
  context: Context,
): Promise<{ generation: number; left: readonly Failed[] } | undefined> {
  const good = pointedAt(context.state, "good");
  if (good === undefined) return undefined;
  ensureScanDir(context.ops, context.scanDir);
  const left = await restore(context, {
    good: good.manifest,
    trial: good.manifest,
    held: [],
    only: new Set(good.manifest.services.map((s) => s.dirName)),
  });
  return { generation: good.number, left };
}
