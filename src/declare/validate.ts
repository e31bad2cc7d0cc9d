/** Stage between parser and reader. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Positions } from "./positions.ts";

export interface Validated {
  /** The document without what was refused. */
  readonly positions: Positions;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks a document against the schema of its kind. */
export function validate(positions: Positions, _schema: "project" | "service"): Validated {
  return { positions, diagnostics: [] };
}
