/** Diagnostics for programs (schema/diagnostics.schema.json). */
import { type Diagnostic, hasErrors } from "./diagnostic.ts";

/** One JSON document with a final newline. Places are as in `Diagnostic`: from 1, columns in UTF-16 code units. */
export function renderJson(
  diagnostics: readonly Diagnostic[],
  pathOf: (file: string) => string = (file) => file,
): string {
  const document = {
    format: "svforge.diagnostics/1",
    ok: !hasErrors(diagnostics),
    diagnostics: diagnostics.map((d) => ({
      ...d,
      places: d.places.map((place) => ({ ...place, file: pathOf(place.file) })),
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
