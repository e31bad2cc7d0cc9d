/** `src/declare/validator.gen.js`: both schemas compiled ahead by ajv, so that no ajv is loaded when svforge runs. */
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import { readSchema, type Schema } from "./schemas.ts";

const HEAD =
  "// Made from schema/*.schema.json by src/dev/gen-validator.ts; `npx vitest run test/dev -u` makes it anew.\n";

/** The module's text: `validateProject(data)` and `validateService(data)`, errors on the function as ajv leaves them. */
export async function validatorSource(): Promise<string> {
  const ajv = new Ajv2020({
    allErrors: true,
    ownProperties: true,
    strict: true,
    allowUnionTypes: true,
    inlineRefs: false,
    messages: false,
    code: { source: true, esm: true, lines: true },
  });
  for (const name of ["service.schema.json", "project.schema.json"])
    ajv.addSchema(structure(readSchema(name)) as Schema, name);
  const code = standalone.default(ajv, {
    validateProject: "project.schema.json",
    validateService: "service.schema.json",
  });
  return HEAD + (await bundled(code));
}

/** Without what only people read. */
function structure(value: unknown, inProperties = false): unknown {
  if (Array.isArray(value)) return value.map((v) => structure(v));
  if (typeof value !== "object" || value === null) return value;
  const prose = new Set(["description", "examples", "default", "title"]);
  const entries = Object.entries(value).filter(([key]) => inProperties || !prose.has(key));
  return Object.fromEntries(
    entries.map(([key, v]) => [key, key === "enum" ? v : structure(v, !inProperties && NAMED.has(key))]),
  );
}

/** Keywords whose keys are names, not keywords. */
const NAMED = new Set(["properties", "$defs"]);

/** ajv's standalone code still asks for `require("ajv/dist/runtime/…")`; this puts it in. */
async function bundled(code: string): Promise<string> {
  const result = await build({
    stdin: { contents: code, resolveDir: new URL("../..", import.meta.url).pathname, loader: "js" },
    bundle: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["main"],
    write: false,
    legalComments: "none",
    minifySyntax: true,
  });
  return result.outputFiles[0]?.text ?? "";
}
