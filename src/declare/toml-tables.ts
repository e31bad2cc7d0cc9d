/**
 * Which tables a TOML document defines, and what may not be defined twice (TOML 1.0, "Table", "Inline Table", "Array of
 * Tables"). Knows nothing of characters: the parser brings names with their offsets and finished values.
 */
import type { Kind, Mark, TomlTable, TomlValue } from "./positions.ts";

/** One name of a dotted key. */
export interface Segment {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** How a table or array came to be decides who may add to it. */
type Made = "leaf" | "implicit" | "header" | "dotted" | "array-of-tables";

/** A `Mark` under construction. */
export class Node implements Mark {
  readonly value: TomlValue;
  readonly kind: Kind;
  keyStart = -1;
  keyEnd = -1;
  start: number;
  end: number;
  readonly entries?: Map<string, Node>;
  readonly items?: Node[];
  made: Made = "leaf";
  /** Of a dotted table: the header section or inline table whose keys made it; no other may add. */
  section: Node | undefined;

  constructor(value: TomlValue, kind: Kind, start: number, end: number) {
    this.value = value;
    this.kind = kind;
    this.start = start;
    this.end = end;
    if (kind === "table") this.entries = new Map();
    if (kind === "array") this.items = [];
  }
}

/** A name already taken, and by whom. */
export interface Conflict {
  readonly segment: Segment;
  readonly earlier: Node;
  readonly because: "defined" | "closed" | "not-a-table";
}

export const newTable = (start: number, end: number): Node =>
  new Node(Object.create(null) as TomlTable, "table", start, end);

/** Adds `leaf` under a dotted key of the section (or inline table) `section`. */
export function assign(section: Node, path: readonly Segment[], leaf: Node): Conflict | undefined {
  let at = section;
  for (const segment of path.slice(0, -1)) {
    const next = at.entries?.get(segment.key);
    if (next === undefined) {
      at = add(at, segment, newTable(segment.start, segment.end), "dotted");
      at.section = section;
      continue;
    }
    const refusal = refuseDotted(next, section);
    if (refusal !== undefined) return { segment, earlier: next, because: refusal };
    next.made = "dotted";
    next.section = section;
    at = next;
  }
  return addLast(at, path, leaf, "leaf");
}

/** Opens `[a.b.c]`; keys that follow belong to the table given back. */
export function openTable(root: Node, path: readonly Segment[]): Node | Conflict {
  const parent = descend(root, path);
  if (!(parent instanceof Node)) return parent;
  const last = lastOf(path);
  const existing = parent.entries?.get(last.key);
  if (existing === undefined) return add(parent, last, newTable(last.start, last.end), "header");
  if (existing.made !== "implicit")
    return {
      segment: last,
      earlier: existing,
      because: existing.made === "leaf" ? "not-a-table" : "defined",
    };
  existing.made = "header";
  existing.keyStart = existing.start = last.start;
  existing.keyEnd = existing.end = last.end;
  return existing;
}

/** Opens the next element of `[[a.b.c]]`. */
export function openArrayTable(root: Node, path: readonly Segment[]): Node | Conflict {
  const parent = descend(root, path);
  if (!(parent instanceof Node)) return parent;
  const last = lastOf(path);
  const array =
    parent.entries?.get(last.key) ??
    add(parent, last, new Node([], "array", last.start, last.end), "array-of-tables");
  if (array.made !== "array-of-tables")
    return { segment: last, earlier: array, because: array.kind === "array" ? "closed" : "defined" };
  const element = newTable(last.start, last.end);
  element.made = "header";
  append(array, element);
  return element;
}

/** Takes a key out of a finished table. */
export function remove(table: Node, key: string): void {
  table.entries?.delete(key);
  delete (table.value as TomlTable)[key];
}

/** Appends to an array. */
export function append(array: Node, item: Node): void {
  array.items?.push(item);
  (array.value as TomlValue[]).push(item.value);
}

function refuseDotted(next: Node, section: Node): Conflict["because"] | undefined {
  if (next.kind !== "table") return "not-a-table";
  if (next.made === "leaf") return "closed";
  return next.made === "implicit" || (next.made === "dotted" && next.section === section)
    ? undefined
    : "defined";
}

function descend(root: Node, path: readonly Segment[]): Node | Conflict {
  let at = root;
  for (const segment of path.slice(0, -1)) {
    const next = at.entries?.get(segment.key);
    if (next === undefined) at = add(at, segment, newTable(segment.start, segment.end), "implicit");
    else if (next.made === "array-of-tables") at = next.items?.at(-1) ?? next;
    else if (next.made === "leaf")
      return { segment, earlier: next, because: next.kind === "table" ? "closed" : "not-a-table" };
    else at = next;
  }
  return at;
}

function addLast(at: Node, path: readonly Segment[], node: Node, made: Made): Conflict | undefined {
  const last = lastOf(path);
  const earlier = at.entries?.get(last.key);
  if (earlier !== undefined) return { segment: last, earlier, because: "defined" };
  add(at, last, node, made);
  return undefined;
}

function add(table: Node, { key, start, end }: Segment, node: Node, made: Made): Node {
  node.keyStart = start;
  node.keyEnd = end;
  node.made = made;
  table.entries?.set(key, node);
  (table.value as TomlTable)[key] = node.value;
  return node;
}

function lastOf(path: readonly Segment[]): Segment {
  const last = path.at(-1);
  if (last === undefined) throw new RangeError("a key has at least one name");
  return last;
}
