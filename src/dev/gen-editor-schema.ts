/**
 * `schema/svforge.schema.json`: the project file's schema in one piece, for editors. Those that know TOML (Taplo and
 * what is built on it) do not follow a reference from one local file to another.
 */
import { readSchema, type Schema } from "./schemas.ts";

/** The file's text. */
export function editorSchema(): string {
  const { $defs, ...service } = without(readSchema("service.schema.json"), ["$schema", "$id"]);
  const project = without(readSchema("project.schema.json"), ["$id"]);
  const comment =
    "Made from project.schema.json and service.schema.json; `npx vitest run test/dev -u` makes it anew.";
  const text = JSON.stringify({ $comment: comment, ...project, $defs: { ...$defs, service } }, inOnePiece, 2);
  return `${text}\n`;
}

function without(schema: Schema, keys: readonly string[]): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)));
}

function inOnePiece(key: string, value: unknown): unknown {
  return key === "$ref" && value === "service.schema.json" ? "#/$defs/service" : value;
}
