import { expect, it } from "vitest";
import { mergeRefusals } from "../../src/compile/merge-refusals.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";

const at = (line: number, message: string, code = "E0501"): Diagnostic => ({
  code,
  severity: "error",
  message,
  places: [{ file: "svforge.toml", line, column: 1 }],
  help: "use another",
});

const words = (...diagnostics: Diagnostic[]): string[] => mergeRefusals(diagnostics).map((d) => d.message);

it("says once what one line makes wrong for several services", () => {
  expect(
    words(at(1, "a: no `x`: why"), at(2, "a: no `y`"), at(1, "b: no `x`: why"), at(1, "c: no `x`: why")),
  ).toEqual(["a and 2 more: no `x`: why", "a: no `y`"]);
});

it("keeps apart what differs in code, place or words", () => {
  const different = [at(1, "a: x"), at(1, "b: y"), at(2, "b: x"), at(1, "b: x", "E0502"), at(1, "x")];
  expect(words(...different)).toEqual(different.map((d) => d.message));
});
