import { expect, it } from "vitest";
import { hasErrors } from "../../src/diagnostics/diagnostic.ts";

it("warnings are not errors", () => {
  const warning = { code: "W0001", severity: "warning", message: "m", places: [] } as const;
  expect(hasErrors([warning])).toBe(false);
  expect(hasErrors([warning, { ...warning, severity: "error" }])).toBe(true);
});
