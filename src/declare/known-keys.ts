/** Which keys there are, and where: the schema as questions a message asks. */
import { PROJECT_KEYS, SERVICE_KEYS } from "./keys.gen.ts";

export type SchemaName = "project" | "service";

/** A place in a declaration: inside a service (`path` from the service on), or in the rest of the project file. */
export interface Scope {
  readonly of: SchemaName;
  readonly path: readonly string[];
}

/** What a path into a document is about. */
export function scopeOf(path: readonly string[], schema: SchemaName): Scope {
  if (schema === "service") return { of: "service", path: path[0] === "instance" ? path.slice(2) : path };
  const [first, , third] = path;
  const skip = first === "service" ? 2 : first === "defaults" ? 1 : hostSkip(first, third);
  if (skip === undefined || path.length < skip) return { of: "project", path };
  return scopeOf(path.slice(skip), "service");
}

function hostSkip(first: string | undefined, third: string | undefined): number | undefined {
  if (first !== "host") return undefined;
  return third === "defaults" ? 3 : third === "service" ? 4 : undefined;
}

/** Path in `SERVICE_KEYS`: names the user chose become `*`, positions in a list vanish. Undefined for no such key. */
export function keyPathOf(path: readonly string[]): string | undefined {
  let at = "";
  for (const step of path) {
    const [named, any] = at === "" ? [step, "*"] : [`${at}.${step}`, `${at}.*`];
    if (Object.hasOwn(SERVICE_KEYS, named)) at = named;
    else if (Object.hasOwn(SERVICE_KEYS, any)) at = any;
    else if (!/^\d+$/.test(step)) return undefined;
  }
  return at;
}

/** Names that may stand directly in this table. */
export function keysIn({ of, path }: Scope): readonly string[] {
  if (of === "service") return children().get(keyPathOf(path) ?? "?") ?? [];
  if (path.length === 0) return ["project", "defaults", "service", "host"];
  if (path[0] === "project") return path.length === 1 ? PROJECT_KEYS : [];
  return path[0] === "host" && path.length === 2 ? ["defaults", "service"] : [];
}

/** Tables of a service that have a key of this name; "" is its top. */
export function tablesWith(key: string): readonly string[] {
  return [...children()]
    .filter(([table, keys]) => !table.includes("*") && keys.includes(key))
    .map(([table]) => table);
}

let known: ReadonlyMap<string, readonly string[]> | undefined;

function children(): ReadonlyMap<string, readonly string[]> {
  if (known !== undefined) return known;
  const map = new Map<string, string[]>();
  for (const path of Object.keys(SERVICE_KEYS)) {
    const dot = path.lastIndexOf(".");
    const table = dot < 0 ? "" : path.slice(0, dot);
    const name = path.slice(dot + 1);
    if (name !== "*") map.set(table, [...(map.get(table) ?? []), name]);
  }
  known = map;
  return map;
}
