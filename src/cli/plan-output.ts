/** Which form of a plan a command prints. */
import type { Plan } from "../plan/plan.ts";
import { renderHuman } from "../plan/render-human.ts";
import { renderJson } from "../plan/render-json.ts";
import { renderMarkdown } from "../plan/render-markdown.ts";
import { renderPatch } from "../plan/render-patch.ts";
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
  return renderHuman(plan, {
    short: options.short ?? false,
    full: options.full ?? false,
    showUnchanged: options.showUnchanged ?? false,
    ...(only === undefined ? {} : { only }),
    paint: paint(wantsColour(process.stdout)),
  });
}
