/** From an approved wish to an ending: what `apply` and `rollback` do once they know what is wanted. */

import type { Timing } from "../activate/context.ts";
import { readInstallation } from "../activate/installation.ts";
import { statePaths } from "../activate/paths.ts";
import { readTree, storePath } from "../activate/store.ts";
import type { ServiceRecord } from "../plan/manifest.ts";
import { hasChanges, type Plan } from "../plan/plan.ts";
import { EXIT } from "../protocol/exit-codes.ts";
import {
  carryOutPlan,
  contextFor,
  recoverFirst,
  refuseBlocked,
  refuseUntrustedAdoption,
  refuseWithoutSpace,
  whileLocked,
} from "./apply-run.ts";
import { ask, canAsk } from "./ask.ts";
import { armConfirmation, refusePending } from "./confirmation.ts";
import type { Dirs } from "./dirs.ts";
import { Exit } from "./exit.ts";
import type { SavedPlan } from "./plan-file.ts";
import { planText } from "./plan-output.ts";
import { type Definitions, orExit, planFor, type Request, refuseDistrusted } from "./plan-session.ts";

export interface ApplyOrder {
  readonly dirs: Dirs;
  readonly request: Request;
  readonly definitions: Definitions;
  /** The saved plan that has to be carried out, and no other. */
  readonly saved?: SavedPlan;
  readonly yes: boolean;
  readonly short?: boolean;
  readonly timing?: Partial<Timing>;
  /** Milliseconds in which somebody has to confirm. */
  readonly confirmMs?: number;
}

/** Plans, shows, asks, activates. Throws `Exit` for everything but success. */
export async function applyPlan(order: ApplyOrder): Promise<void> {
  const { dirs, yes } = order;
  refuseDistrusted(dirs);
  if (!yes && !canAsk()) {
    throw new Exit(EXIT.usage, "svforge: there is no terminal to ask on; --yes applies without a question");
  }
  await whileLocked(dirs, async () => {
    if (orExit(() => readInstallation(statePaths(dirs.stateDir))) !== undefined) {
      refusePending(dirs);
      await recoverFirst(contextFor(dirs));
    }
    const { plan } = planFor(dirs, order.request, order.definitions);
    if (order.saved !== undefined) refuseStale(order.saved, plan);
    process.stdout.write(planText(plan, { short: order.short ?? yes }));
    refuseBlocked(plan);
    if (!hasChanges(plan) && plan.base.manifest === plan.desiredHash) return;
    if (!yes && !(await ask("Apply this?"))) throw new Exit(EXIT.failure, "svforge: nothing was changed");
    await carryOut(order, plan);
  });
}

async function carryOut(order: ApplyOrder, shown: Plan): Promise<void> {
  const { dirs, request, definitions, confirmMs } = order;
  const { plan, observed } = planFor(dirs, request, definitions);
  if (plan.digest !== shown.digest) throw staleExit(movedBetween(shown.observed, plan));
  // An essential service that was down when it was shown may have come up meanwhile.
  refuseBlocked(plan);
  const state = statePaths(dirs.stateDir);
  const entriesOf = (record: ServiceRecord) =>
    definitions.get(record.hash) ?? readTree(storePath(state, record));
  refuseUntrustedAdoption(dirs, plan);
  refuseWithoutSpace(dirs, plan, entriesOf);
  const context = contextFor(dirs, order.timing);
  const guard = confirmMs === undefined ? undefined : armConfirmation(context, confirmMs);
  const hooks = guard === undefined ? {} : { onTrial: guard.stand, beforeCommit: guard.leaveOnTrial };
  const ending = await carryOutPlan(context, {
    plan,
    observed: observed.entries,
    entriesOf,
    ...hooks,
  }).catch(async (error: unknown) => {
    await guard?.dismiss();
    throw error;
  });
  if (ending.outcome === "good") {
    const running =
      context.monitor === "none" ? `; nothing supervises it yet, start with: svscan ${context.scanDir}` : "";
    process.stderr.write(`svforge: generation ${ending.generation} is in force${running}\n`);
  }
  await guard?.announce();
}

function refuseStale(saved: SavedPlan, now: Plan): void {
  if (saved.digest === now.digest) return;
  if (saved.lineage !== now.base.lineage) {
    throw staleExit(["it was made for another installation, or before the first activation here"]);
  }
  if (saved.generation !== now.base.generation) {
    const [then, current] = [saved.generation ?? "none", now.base.generation ?? "none"];
    throw staleExit([`it was made from generation ${then}; generation ${current} is in force`]);
  }
  throw staleExit(movedBetween(saved.observed, now));
}

function movedBetween(before: Plan["observed"], now: Plan): string[] {
  const old = new Map(before);
  const current = new Map(now.observed);
  const names = [...new Set([...old.keys(), ...current.keys()])];
  const moved = names.filter((n) => old.get(n) !== current.get(n));
  return moved.length === 0 ? ["what is wanted has changed"] : moved.map((n) => `${n} has changed since`);
}

function staleExit(why: readonly string[]): Exit {
  const lines = why.map((w) => `svforge:   ${w}`);
  return new Exit(EXIT.stale, ["svforge: the plan is stale; make a new one", ...lines].join("\n"));
}
