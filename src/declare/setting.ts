/**
 * Layers of declarations laid over one another: tables merge key by key, anything else replaces what was below. Each
 * effective value remembers the document it came from.
 */
import type { Place } from "../diagnostics/diagnostic.ts";
import type { Mark, Positions } from "./positions.ts";

/** A table of a document that holds the keys of a service (or of its defaults). */
export interface Layer {
  readonly source: Positions;
  readonly mark: Mark;
}

/** One effective key. Tables have `keys`, in the order first written. */
export class Setting {
  readonly mark: Mark;
  readonly source: Positions;
  readonly keys: Map<string, Setting> | undefined;

  constructor(mark: Mark, source: Positions, keys?: Map<string, Setting>) {
    this.mark = mark;
    this.source = source;
    this.keys = keys;
  }

  /** Where the value stands. */
  place(): Place {
    return this.source.place(this.mark.start, this.mark.end);
  }

  /** Where the key stands. */
  keyPlace(): Place {
    return this.source.placeOfKey(this.mark);
  }

  /** Where item `index` of an array stands. */
  itemPlace(index: number): Place {
    const item = this.mark.items?.[index];
    return item === undefined ? this.place() : this.source.place(item.start, item.end);
  }
}

/** The effective table of `layers`, lowest first. There must be one. */
export function merge(layers: readonly [Layer, ...Layer[]]): Setting {
  const [first, ...rest] = layers;
  const result = fromMark(first.mark, first.source);
  for (const layer of rest) overlay(result, layer.mark, layer.source, "");
  return result;
}

function fromMark(mark: Mark, source: Positions): Setting {
  if (mark.entries === undefined) return new Setting(mark, source);
  const keys = new Map<string, Setting>();
  for (const [name, entry] of mark.entries) keys.set(name, fromMark(entry, source));
  return new Setting(mark, source, keys);
}

function overlay(onto: Setting, mark: Mark, source: Positions, table: string): void {
  const keys = onto.keys;
  if (keys === undefined || mark.entries === undefined) return;
  const groups = ALTERNATIVES.get(table);
  if (groups !== undefined) for (const name of mark.entries.keys()) displace(keys, mark, groups, name);
  for (const [name, entry] of mark.entries) {
    const below = keys.get(name);
    if (below?.keys !== undefined && entry.entries !== undefined) overlay(below, entry, source, name);
    else keys.set(name, fromMark(entry, source));
  }
}

/** A later layer that chooses one of several alternatives takes back the choice below, unless it repeats both itself. */
function displace(keys: Map<string, Setting>, layer: Mark, groups: Groups, name: string): void {
  const group = groups.find((alternatives) => alternatives.includes(name));
  for (const other of group ?? [])
    if (other !== name && layer.entries?.has(other) !== true) keys.delete(other);
}

type Groups = readonly (readonly string[])[];

const PROBES = [["fd", "notify", "command", "tcp", "http", "path"]];
const DIRECTORY = [["name", "path"]];
/** By table. A map: tables may be called `constructor`. */
const ALTERNATIVES: ReadonlyMap<string, Groups> = new Map([
  ["", [["command", "script", "service-dir", "up", "contents"]]],
  ["ready", PROBES],
  ["health", PROBES],
  ["log", [["dir", "to"]]],
  ["reload", [["signal", "command"]]],
  ...["runtime", "state", "cache", "logs", "config"].map((purpose) => [purpose, DIRECTORY] as const),
]);
