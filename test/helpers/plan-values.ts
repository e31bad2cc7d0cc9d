/** Plan values by hand: images, what is live, and plans from the two. */
import { treeHash } from "../../src/compile/hash.ts";
import type { Entry, Image, ServiceImage } from "../../src/compile/image.ts";
import type { Wanted } from "../../src/plan/compare.ts";
import { linksOf } from "../../src/plan/drift.ts";
import { type Manifest, manifestOf, type ServiceRecord } from "../../src/plan/manifest.ts";
import type { LiveEntry, LiveProcess, Observation } from "../../src/plan/observation.ts";
import { makePlan, type Plan, type PlanInput } from "../../src/plan/plan.ts";

const utf8 = new TextEncoder();

/** Files by path: text, or `null` for a directory, or `{ link }`. `run` and names ending in `/run` are executable. */
export type Files = Readonly<Record<string, string | null | { readonly link: string }>>;

export function entriesOf(files: Files): Entry[] {
  return Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, value]): Entry => {
      if (value === null) return { path, kind: "dir" };
      if (typeof value === "object") return { path, kind: "symlink", target: value.link };
      const script = /(^|\/)(run|finish|check)$/.test(path);
      return { path, kind: "file", mode: script ? 0o755 : 0o644, content: utf8.encode(value) };
    });
}

/** Files of a service with a logger. */
export const LOGGED: Files = { log: null, "log/run": "#!/bin/sh\nexec multilog t ./main\n" };

export interface Given extends Partial<Omit<ServiceImage, "entries" | "effective">> {
  readonly files?: Files;
  /** Key to value; each is said to stand at `services/NAME.toml:LINE` in this order. */
  readonly keys?: Readonly<Record<string, string>>;
}

export function imageOf(name: string, given: Given = {}): ServiceImage {
  const { files = {}, keys = {}, ...rest } = given;
  const entries = entriesOf({ run: `#!/bin/sh\nexec ${name}\n`, ...files });
  const lines = Object.keys(keys).map((key, i) => [key, i + 1] as const);
  return {
    name,
    dirName: name,
    entries,
    hash: treeHash(entries),
    essential: false,
    enabled: true,
    startsAfter: [],
    dirs: [],
    effective: new Map(Object.entries(keys)),
    origins: new Map(lines.map(([key, line]) => [key, { file: `services/${name}.toml`, line, column: 1 }])),
    ...rest,
  };
}

export function project(...services: ServiceImage[]): Image {
  return { project: "demo", target: "builtin", services };
}

export function manifest(...services: ServiceImage[]): Manifest {
  return manifestOf(project(...services));
}

export const UP: LiveProcess = { state: "up", want: "up", held: false, pid: 811, running: null };
export const HELD: LiveProcess = { state: "down", want: "down", held: true, pid: 0, running: null };

/** What is live when a record was activated and nobody touched it since. */
export function live(record: ServiceRecord, changed: Partial<LiveEntry> = {}): LiveEntry {
  return {
    dirName: record.dirName,
    mark: "ours",
    definition: record.hash,
    files: record.files,
    links: linksOf(record.files).map((l) => ({ ...l, kind: "link" as const })),
    heldByFile: false,
    process: { ...UP, running: record.hash },
    ...changed,
  };
}

export function observation(...entries: LiveEntry[]): Observation {
  return { monitor: "svforge", entries, blind: [] };
}

/** Current against desired, everything live as it was left unless `observed` says otherwise. */
export function wanted(current: Manifest | null, desired: Manifest, changed: Partial<Wanted> = {}): Wanted {
  return {
    current,
    desired,
    observed: observation(...(current?.services ?? []).map((s) => live(s))),
    adopt: new Set(),
    onDrift: "refuse",
    allowEssential: false,
    allowEmpty: false,
    ...changed,
  };
}

/** The plan from one set of services to another. */
export function planBetween(before: Image | null, after: Image, changed: Partial<PlanInput> = {}): Plan {
  const bytes = (image: Image | null, record: ServiceRecord, path: string): Uint8Array | undefined => {
    const entry = image?.services
      .find((s) => s.dirName === record.dirName)
      ?.entries.find((e) => e.path === path);
    if (entry?.kind === "symlink") return utf8.encode(entry.target);
    return entry?.kind === "file" ? entry.content : undefined;
  };
  return makePlan({
    ...wanted(before === null ? null : manifestOf(before), manifestOf(after)),
    base: { generation: before === null ? null : 41, lineage: "lineage" },
    source: {},
    context: 3,
    contentOf: (side, record, path) => bytes(side === "before" ? before : after, record, path),
    ...changed,
  });
}
