import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { renderJson } from "../../src/diagnostics/render-json.ts";

const schema = JSON.parse(readFileSync("schema/diagnostics.schema.json", "utf8")) as object;
const error: Diagnostic = {
  code: "E0011",
  severity: "error",
  message: "m",
  places: [{ file: "a", line: 1, column: 2, endColumn: 3, label: "l" }],
  help: "h",
};

it("is what its schema says", () => {
  const validate = new Ajv2020({ strict: true }).compile(schema);
  for (const list of [[], [error], [{ ...error, severity: "warning", places: [], hidden: true } as const]])
    expect(validate(JSON.parse(renderJson(list))), JSON.stringify(validate.errors)).toBe(true);
});

it("says whether all is well, and names files as the caller does", () => {
  expect(JSON.parse(renderJson([error], (file) => `p/${file}`))).toMatchObject({
    ok: false,
    diagnostics: [{ places: [{ file: "p/a" }] }],
  });
  expect(JSON.parse(renderJson([{ ...error, severity: "warning" }]))).toMatchObject({ ok: true });
});
