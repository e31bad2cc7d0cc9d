/**
 * What svforge has to say about a user's input, as data. Renderers turn it into text, JSON or annotations;
 * nothing here knows about terminals or files.
 */

/** A stretch of a source file. Lines and columns count from 1; columns are UTF-16 code units of the line. */
export interface Place {
  /** Path as shown to people: relative to the project folder where it lies inside it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Exclusive. Same line as `line`; a longer stretch ends at the end of the first line. */
  readonly endColumn?: number;
}

export interface LabelledPlace extends Place {
  /** What this place is to the message, when there are several ("first defined here"). */
  readonly label?: string;
}

export type Severity = "error" | "warning";

/** One finding. `places[0]` is the main one; a finding without a place concerns the project as a whole. */
export interface Diagnostic {
  /** Stable, listed in `codes.ts`: `E0103`, `W0201`. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, naming the thing. One line, no final full stop. */
  readonly message: string;
  readonly places: readonly LabelledPlace[];
  /** The next step ("did you mean `command`?"). */
  readonly help?: string;
  /** The source line holds a secret and is not shown. */
  readonly hidden?: boolean;
}

/** True when any of `diagnostics` is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === "error");
}

/** Orders findings by file, line, column and code; those without a place come first. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  const [x, y] = [a.places[0], b.places[0]];
  if (x === undefined || y === undefined) return Number(x !== undefined) - Number(y !== undefined);
  if (x.file !== y.file) return x.file < y.file ? -1 : 1;
  return x.line - y.line || x.column - y.column || (a.code < b.code ? -1 : Number(a.code > b.code));
}
