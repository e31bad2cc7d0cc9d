/** What the four suites without `service.json` share. */
import { delegationLines } from "./delegation.ts";
import type { Unit } from "./unit.ts";

/** Lines of every foreign `run` after its redirection: silence, then waiting, then delegation. */
export function foreignPrologue(unit: Unit, waits: readonly string[]): readonly string[] {
  const silent = unit.service.log?.to.kind === "none" ? ["exec >/dev/null 2>&1"] : [];
  return [...silent, ...waits, ...delegationLines(unit)];
}
