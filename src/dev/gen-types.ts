/** `src/declare/declaration.gen.ts`: what one may write, as TypeScript types. */
import { compile } from "json-schema-to-typescript";
import { readSchema, type Schema } from "./schemas.ts";

const HEAD =
  "/** Made from schema/*.schema.json by src/dev/gen-types.ts; `npx vitest run test/dev -u` makes it anew. */";

/** The module's text: `ServiceDeclaration` and `ProjectDeclaration`. */
export async function typesSource(): Promise<string> {
  const options = { bannerComment: "", ignoreMinAndMaxItems: true, unknownAny: true };
  const service = await compile(typed("service.schema.json"), "ServiceDeclaration", options);
  const project = await compile(typed("project.schema.json"), "ProjectDeclaration", options);
  return `${[HEAD, service.trim(), project.trim()].join("\n\n")}\n`;
}

/** The schema with definitions put in place, and a service by its type's name wherever one may stand. */
function typed(name: string): Parameters<typeof compile>[0] {
  const root = readSchema(name);
  const text = JSON.stringify(root, (key, value: unknown) => {
    if (key === "$defs" || key === "minItems") return undefined;
    const ref = (value as Schema | null)?.$ref;
    if (typeof ref !== "string") return value;
    const own = { ...(value as Schema), $ref: undefined };
    return ref.startsWith("#/$defs/")
      ? { ...root.$defs?.[ref.slice("#/$defs/".length)], ...own }
      : { ...own, tsType: "ServiceDeclaration" };
  });
  return JSON.parse(text) as Parameters<typeof compile>[0];
}
