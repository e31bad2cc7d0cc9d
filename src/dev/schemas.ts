/** The hand-written schemas of the declaration language, and a view of them as key paths. */
import { readFileSync } from "node:fs";

/** The part of JSON Schema these schemas use. */
export interface Schema {
  readonly $ref?: string;
  readonly $id?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | false;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly [keyword: string]: unknown;
}

/** A schema of `schema/`, by file name. */
export function readSchema(name: string): Schema {
  return JSON.parse(readFileSync(new URL(`../../schema/${name}`, import.meta.url), "utf8")) as Schema;
}

export interface KeyPath {
  /** Steps from the root of a declaration; `*` stands for a name the user chooses. */
  readonly path: readonly string[];
  /** With a `$ref` into `$defs` followed; its own keywords win. */
  readonly schema: Schema;
  /** Name of that definition. */
  readonly form: string | undefined;
}

/** Every key of a declaration in the order of the schema, tables before what is in them. `[instance.X]` is not opened. */
export function keyPaths(root: Schema): readonly KeyPath[] {
  return below(root, root, []);
}

function below(root: Schema, schema: Schema, path: readonly string[]): readonly KeyPath[] {
  const named = Object.entries(schema.properties ?? {});
  const any = schema.additionalProperties;
  const children = typeof any === "object" ? [...named, ["*", any] as const] : named;
  return children.flatMap(([name, child]) => {
    const entry = follow(root, child, [...path, name]);
    return name === "instance" ? [entry] : [entry, ...below(root, entry.schema, entry.path)];
  });
}

function follow(root: Schema, schema: Schema, path: readonly string[]): KeyPath {
  const form = schema.$ref?.startsWith("#/$defs/") ? schema.$ref.slice("#/$defs/".length) : undefined;
  const target = form === undefined ? undefined : root.$defs?.[form];
  return { path, form, schema: { ...target, ...schema } };
}
