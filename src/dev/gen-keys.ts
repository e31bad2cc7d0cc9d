/** `src/declare/keys.gen.ts`: every key with its default and form, for messages and `explain`. */
import { type KeyPath, keyPaths, readSchema } from "./schemas.ts";

/** The module's text. */
export function keysSource(): string {
  const lines = keyPaths(readSchema("service.schema.json")).map(
    (key) => `  ${JSON.stringify(key.path.join("."))}: ${info(key)},`,
  );
  const projectKeys = Object.keys(readSchema("project.schema.json").properties?.project?.properties ?? {});
  return `/** Made from schema/*.schema.json by src/dev/gen-keys.ts; \`npx vitest run test/dev -u\` makes it anew. */

export interface KeyInfo {
  /** As written in TOML. */
  readonly default?: string;
  /** Definition of the schema: duration, size, mode, path, account, … */
  readonly form?: string;
}

/** Key paths of a service; \`*\` stands for a name the user chooses. */
export const SERVICE_KEYS: Readonly<Record<string, KeyInfo>> = {
${lines.join("\n")}
};

/** Keys of [project]. */
export const PROJECT_KEYS: readonly string[] = ${JSON.stringify(projectKeys)};
`;
}

function info({ schema, form }: KeyPath): string {
  const fields = [
    ...(schema.default === undefined ? [] : [`default: ${JSON.stringify(JSON.stringify(schema.default))}`]),
    ...(form === undefined ? [] : [`form: ${JSON.stringify(form)}`]),
  ];
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}
