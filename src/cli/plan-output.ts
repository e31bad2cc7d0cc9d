/** Which form of a plan a command prints. */
import type { Plan } from "../plan/plan.ts";
import { isShown, renderHuman } from "../plan/render-human.ts";
import { renderJson } from "../plan/render-json.ts";
import { renderMarkdown } from "../plan/render-markdown.ts";
import { renderPatch } from "../plan/render-patch.ts";
import { visible } from "../plan/visible.ts";
import { EXIT } from "../protocol/exit-codes.ts";
import { Exit } from "./exit.ts";
import { paint, wantsColour } from "./terminal.ts";

export interface OutputOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly patch?: boolean;
  readonly short?: boolean;
  readonly full?: boolean;
  readonly only?: readonly string[];
  readonly showUnchanged?: boolean;
}

/** The plan in the form asked for. */
export function planText(plan: Plan, options: OutputOptions): string {
  if (options.json === true) return renderJson(plan);
  if (options.markdown === true) return renderMarkdown(plan);
  if (options.patch === true) return renderPatch(plan);
  const only = options.only === undefined || options.only.length === 0 ? undefined : new Set(options.only);
  for (const name of only ?? []) refuseUnknown(plan, name);
  return renderHuman(plan, {
    short: options.short ?? false,
    full: options.full ?? false,
    showUnchanged: options.showUnchanged ?? false,
    ...(only === undefined ? {} : { only }),
    paint: paint(wantsColour(process.stdout)),
  });
}

/** A misspelt name would show an empty plan, which looks like good news. */
function refuseUnknown(plan: Plan, name: string): void {
  const known = plan.desired.services.some((s) => s.name === name || s.dirName === name);
  if (known || plan.changes.some((c) => isShown(c, { only: new Set([name]) }))) return;
  throw new Exit(EXIT.usage, `svforge: --only ${visible(name)}: there is no such service`);
}
