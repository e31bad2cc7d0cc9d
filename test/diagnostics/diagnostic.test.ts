import { expect, it } from "vitest";
import { byPlace, type Diagnostic, hasErrors } from "../../src/diagnostics/diagnostic.ts";

it("warnings are not errors", () => {
  const warning = { code: "W0001", severity: "warning", message: "m", places: [] } as const;
  expect(hasErrors([warning])).toBe(false);
  expect(hasErrors([warning, { ...warning, severity: "error" }])).toBe(true);
});

it("findings are ordered by file, line, column and code; those without a place come first", () => {
  const at = (code: string, file?: string, line = 1, column = 1): Diagnostic => ({
    code,
    severity: "error",
    message: "m",
    places: file === undefined ? [] : [{ file, line, column }],
  });
  const ordered = [
    at("E9"),
    at("E3", "a"),
    at("E4", "a"),
    at("E2", "a", 1, 2),
    at("E1", "a", 10),
    at("E0", "b"),
  ];
  expect([...ordered].reverse().sort(byPlace)).toEqual(ordered);
});
