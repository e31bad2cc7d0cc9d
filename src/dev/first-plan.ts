/** The plan of a first activation on an empty host, as text: what the benchmarks measure and the code cache is made of. */
import type { makePlan, manifestOf, renderPlan } from "../index.ts";

/** The functions of the package that it takes, from whichever build. */
interface Planning {
  readonly makePlan: typeof makePlan;
  readonly manifestOf: typeof manifestOf;
  readonly renderPlan: typeof renderPlan;
}

type Compiled = Parameters<typeof manifestOf>[0];
type ContentOf = Parameters<typeof makePlan>[0]["contentOf"];

/** `contentOf`: the files whose differences are shown. */
export function firstPlan(planning: Planning, image: Compiled, contentOf: ContentOf): string {
  const plan = planning.makePlan({
    current: null,
    desired: planning.manifestOf(image),
    observed: { monitor: "none", entries: [], blind: [] },
    adopt: new Set(),
    onDrift: "refuse",
    allowEssential: false,
    allowEmpty: false,
    base: { generation: null, lineage: "" },
    source: {},
    context: 3,
    contentOf,
  });
  const plain = (text: string): string => text;
  const paint = { red: plain, green: plain, yellow: plain, cyan: plain, bold: plain, dim: plain };
  return planning.renderPlan(plan, { short: false, full: false, showUnchanged: false, paint });
}
