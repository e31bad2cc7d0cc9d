/** `svforge up`: a project laid out in its scan directory before anything supervises it. No question, no wait. */
import type { Image } from "../compile/image.ts";
import type { Plan, Source } from "../plan/plan.ts";
import {
  carryOutPlan,
  contextFor,
  recoverFirst,
  refuseBlocked,
  refuseWithoutSpace,
  whileLocked,
} from "./apply-run.ts";
import type { Dirs } from "./dirs.ts";
import { planFor, refuseDistrusted, requestFrom } from "./plan-session.ts";

export interface UpOptions {
  readonly image: Image;
  readonly dirs: Dirs;
  readonly source?: Source;
  /** Shown before anything is done. */
  readonly show?: (plan: Plan) => void;
}

/**
 * Activates `image`. What was edited in the scan directory by hand is overwritten; a directory that is not ours still
 * ends the command. Throws `Exit`.
 */
export async function activateProject(options: UpOptions): Promise<Plan> {
  const { image, dirs, show } = options;
  refuseDistrusted(dirs);
  const { request, definitions } = requestFrom(image, {
    source: options.source ?? {},
    adopt: [],
    onDrift: "overwrite",
    allowEssential: true,
    allowEmpty: true,
  });
  return whileLocked(dirs, async () => {
    const context = { ...contextFor(dirs), report: () => undefined };
    await recoverFirst(context);
    const { plan, observed } = planFor(dirs, request, definitions);
    show?.(plan);
    refuseBlocked(plan);
    const entriesOf = (record: { hash: string }) => definitions.get(record.hash);
    refuseWithoutSpace(dirs, plan, entriesOf);
    await carryOutPlan(context, { plan, observed: observed.entries, entriesOf });
    return plan;
  });
}
