/** `docs/reference.md`: every key of the declaration language and every code of a message. */
import { CODES } from "../diagnostics/codes.ts";
import { type KeyPath, keyPaths, readSchema, type Schema } from "./schemas.ts";

/** The page's text. */
export function referenceSource(): string {
  const service = keyPaths(readSchema("service.schema.json"));
  const project = keyPaths(readSchema("project.schema.json"));
  return `${[
    HEAD,
    "## Keys of a service",
    table(topLevel(service)),
    ...service.filter(isTable).map((key) => section(key, service)),
    "## Project file",
    PROJECT,
    table(project.filter((k) => k.path.length === 2 && k.path[0] === "project")),
    "## Forms",
    forms(),
    "## Codes",
    codes(),
  ].join("\n\n")}\n`;
}

const HEAD = `<!-- Made from schema/*.schema.json and src/diagnostics/codes.ts by src/dev/gen-reference.ts. -->
# Reference

A service is a file \`services/NAME.toml\` or a table \`[service.NAME]\` in \`svforge.toml\`. Layers, later wins: \`[defaults]\`,
the service, \`NAME.d/*.toml\` in name order, \`hosts/HOST/NAME.toml\`, \`[host.HOST.service.NAME]\`, \`--set\`. Tables merge key by
key, anything else is replaced; a later choice of what runs, what is probed or where logs go takes back the earlier one.

In a file \`services/NAME@.toml\` the instances in \`instances\` become services \`NAME@INSTANCE\`; \`[instance.X]\`,
\`services/NAME@X.d/*.toml\` and \`hosts/HOST/NAME@X.toml\` change one of them. Other services name an instance, or all of them as \`NAME@\`.

\`\${var.x}\`, \`\${var.x:-default}\`, \`\${name}\`, \`\${instance}\` and \`\${host}\` are expanded in every string value except \`script\`,
\`[env]\`, \`[vars]\` and \`[target]\`; \`$$\` is a dollar. A command written as one string is split first and expanded word by word.`;

const PROJECT = `\`svforge.toml\` has \`[project]\`, \`[defaults]\` (any key of a service but what it runs), \`[service.NAME]\`,
\`[host.NAME.defaults]\` and \`[host.NAME.service.NAME]\`. Keys of \`[project]\`:`;

const topLevel = (keys: readonly KeyPath[]): readonly KeyPath[] =>
  keys.filter((k) => k.path.length === 1 && !isTable(k));

/** Written as \`[NAME]\`, not as a value that may also be a table. */
const isTable = ({ path, schema }: KeyPath): boolean =>
  path.length === 1 && schema.type === "object" && path[0] !== "instance";

function section(key: KeyPath, all: readonly KeyPath[]): string {
  const name = key.path[0] ?? "";
  const inside = all.filter(
    (k) => k.path[0] === name && k.path.length > 1 && !(name === "target" && k.path[1] !== "builtin"),
  );
  const rows = inside.filter((k) => !inside.some((other) => isBelow(other, k)) || k.schema.type !== "object");
  return `### [${name}]\n\n${key.schema.description}\n\n${table(rows.map((k) => ({ ...k, path: k.path.slice(1) })))}`;
}

const isBelow = (inner: KeyPath, outer: KeyPath): boolean =>
  inner.path.length > outer.path.length && outer.path.every((step, i) => step === inner.path[i]);

function table(keys: readonly KeyPath[]): string {
  const rows = keys.map((key) => {
    const name = key.path
      .map((step) => (step === "*" ? "NAME" : step === "builtin" ? "TARGET" : step))
      .join(".");
    return `| \`${name}\` | ${cell(typeOf(key))} | ${defaultOf(key.schema)} | ${cell(meaningOf(key))} |`;
  });
  return ["| key | type | default | meaning |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function typeOf({ schema, form }: KeyPath): string {
  if (form !== undefined && form !== "text") return FORM_NAMES[form] ?? form;
  if (schema.enum !== undefined) return schema.enum.map((word) => `\`"${word}"\``).join(" ");
  return [schema.type ?? []]
    .flat()
    .map((type) => TYPES[type] ?? type)
    .join(" or ");
}

const TYPES: Readonly<Record<string, string>> = { array: "list", object: "table", boolean: "bool" };
const FORM_NAMES: Readonly<Record<string, string>> = {
  argv: "command",
  argvs: "list of commands",
  limitValue: "limit",
};

const defaultOf = (schema: Schema): string =>
  schema.default === undefined ? "" : `\`${JSON.stringify(schema.default)}\``;

function meaningOf({ schema }: KeyPath): string {
  const range = [schema.minimum, schema.maximum];
  const bounds =
    range.every((n) => n !== undefined) && schema.type === "integer"
      ? ` From ${range[0]} to ${range[1]}.`
      : "";
  const examples = schema.examples?.map((example) => `\`${JSON.stringify(example)}\``).join(", ");
  return `${schema.description ?? ""}${bounds}${examples === undefined || schema.$ref !== undefined ? "" : ` Example: ${examples}.`}`;
}

const cell = (text: string): string => text.replaceAll("|", "\\|");

function forms(): string {
  const service = readSchema("service.schema.json");
  const rows = Object.entries(service.$defs ?? {})
    .filter(([name]) => name !== "text" && name !== "name" && name !== "limitValue")
    .map(([name, schema]) => {
      const examples = (schema.examples ?? []).map((e) => `\`${JSON.stringify(e)}\``).join(" ");
      return `| ${FORM_NAMES[name] ?? name} | ${cell(schema.description ?? "")} | ${examples} |`;
    });
  return ["| form | meaning | examples |", "| --- | --- | --- |", ...rows].join("\n");
}

function codes(): string {
  const rows = Object.entries(CODES)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { title, text }]) => `| ${code} | ${cell(title)} | ${cell(text)} |`);
  return ["| code | what | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}
