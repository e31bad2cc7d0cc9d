/**
 * A plan: what an activation would do, why, and what it was decided from. A plan is a value; it can be shown in
 * several forms, saved, and applied later, when it is checked against what is live by then.
 */

import { byteOrder } from "../compile/byte-order.ts";
import type { Change, Drift } from "./change.ts";
import { type Comparison, compare, type Wanted } from "./compare.ts";
import { digestOf, type Json } from "./digest.ts";
import { type Manifest, manifestHash, type ServiceRecord } from "./manifest.ts";
import type { LiveEntry, Observation } from "./observation.ts";
import { diffContent, type TextDiff } from "./text-diff.ts";

export const PLAN_FORMAT = "svforge.plan/1";

/** Where the declarations came from, as git tells it. */
export interface Source {
  readonly commit?: string;
  readonly tree?: string;
  /** The work tree held changes that are in no commit. */
  readonly dirty?: boolean;
  readonly subject?: string;
  readonly signer?: string;
}

export interface Base {
  /** Number of the generation in force; null before the first. */
  readonly generation: number | null;
  /** Number the next generation will have, when it is known: those that failed keep theirs. */
  readonly next?: number;
  /** Identity of the installation: plans of one host are not plans of another. */
  readonly lineage: string;
  /** The tree of declarations that stands for a host: a folder or a revision, as it was named. */
  readonly against?: string;
}

export interface FileDiff extends TextDiff {
  /** Path below the service's directory. */
  readonly path: string;
  readonly op: "create" | "delete" | "modify";
  readonly before?: FileMode;
  readonly after?: FileMode;
}

/** `link`: the text is the target. */
export type FileMode = "0444" | "0555" | "link" | "dir";

export interface PlannedChange extends Change {
  readonly files: readonly FileDiff[];
}

export interface Plan {
  /** Binds the plan to its base, its result and what was observed. */
  readonly digest: string;
  readonly base: Base & { readonly manifest: string | null };
  readonly desired: Manifest;
  readonly desiredHash: string;
  readonly source: Source;
  readonly monitor: Observation["monitor"];
  /** Fingerprint of each touched directory as it was observed, by name: tells later which of them moved. */
  readonly observed: readonly (readonly [dirName: string, hash: string])[];
  /** Sorted by service; class `none` left out. */
  readonly changes: readonly PlannedChange[];
  /** Names of services nothing happens to. */
  readonly unchanged: readonly string[];
  readonly drift: readonly Drift[];
  readonly blind: Observation["blind"];
}

export interface PlanInput extends Wanted {
  readonly base: Base;
  readonly source: Source;
  /** Lines around each difference. */
  readonly context: number;
  /** Bytes of a file (of a link: its target) on one side; undefined when they cannot be had. */
  readonly contentOf: (
    side: "before" | "after",
    service: ServiceRecord,
    path: string,
  ) => Uint8Array | undefined;
}

/** Makes the plan from the three sides. Fingerprints of whole manifests are found out when somebody asks. */
export function makePlan(input: PlanInput): Plan {
  const comparison = compare(input);
  const desired = settledManifest(input, comparison);
  const changes = comparison.changes.filter((c) => c.class !== "none");
  const { base, current, observed } = input;
  return {
    get digest(): string {
      return planDigest(input, desired, comparison);
    },
    base: {
      ...base,
      get manifest(): string | null {
        return current === null ? null : manifestHash(current);
      },
    },
    desired,
    get desiredHash(): string {
      return manifestHash(desired);
    },
    source: input.source,
    monitor: observed.monitor,
    observed: observedHashes(input, comparison),
    changes: changes.map((change) => planned(change, input)),
    unchanged: comparison.changes.filter((c) => c.class === "none").map((c) => c.service),
    drift: comparison.drift,
    blind: observed.blind,
  };
}

/** The differences are found out when somebody looks: most forms of a plan show few of them, and they are large. */
function planned(change: Change, input: PlanInput): PlannedChange {
  let files: readonly FileDiff[] | undefined;
  return {
    ...change,
    get files(): readonly FileDiff[] {
      files ??= fileDiffs(change, input);
      return files;
    },
  };
}

/** Something would be written or signalled. Held back and kept services do not count. */
export function hasChanges(plan: Plan): boolean {
  return plan.changes.some((c) => c.effect !== "nothing" && c.effect !== "keep");
}

/** Changes that may not be made as things are. */
export function blockedChanges(plan: Plan): PlannedChange[] {
  return plan.changes.filter((c) => c.blocked !== undefined);
}

/** The composition after the activation: drifted services that are kept stay recorded as they were applied. */
function settledManifest(input: PlanInput, comparison: Comparison): Manifest {
  const services = comparison.changes.flatMap((c) => {
    if (c.class === "drift") return c.before === undefined ? [] : [c.before];
    if (c.class === "adopt" && c.effect === "nothing") return [];
    return c.after === undefined ? [] : [c.after];
  });
  const byDir = new Map(services.map((s) => [s.dirName, s]));
  const sorted = [...byDir.values()].sort((a, b) => byteOrder(a.dirName, b.dirName));
  return { ...input.desired, services: sorted };
}

function observedHashes(input: PlanInput, comparison: Comparison): (readonly [string, string])[] {
  const touched = comparison.changes.filter((c) => c.class !== "none");
  const names = new Set(touched.flatMap((c) => [c.dirName, c.renamedFrom ?? c.dirName]));
  const entries = new Map(input.observed.entries.map((e) => [e.dirName, e]));
  return [...names].sort(byteOrder).map((name) => {
    const entry = entries.get(name);
    return [name, entry === undefined ? "absent" : digestOf(observedFacts(entry))] as const;
  });
}

/** Hash over everything the decision rests on. Pids are left out: a daemon that crashes again and again makes no plan stale. */
function planDigest(input: PlanInput, desired: Manifest, comparison: Comparison): string {
  const touched = comparison.changes.filter((c) => c.class !== "none");
  return digestOf({
    format: PLAN_FORMAT,
    lineage: input.base.lineage,
    generation: input.base.generation,
    current: input.current === null ? null : manifestHash(input.current),
    desired: manifestHash(desired),
    observed: observedHashes(input, comparison),
    actions: touched.map((c) => [c.dirName, c.class, c.effect, c.logger]),
  });
}

function observedFacts(entry: LiveEntry): Json {
  const files = entry.files.map((f) => [f.path, f.kind, f.hash]);
  const links = entry.links.map((l) => [l.path, l.kind, l.target ?? l.text ?? ""]);
  return [entry.dirName, entry.mark, entry.definition, files, links, entry.heldByFile, processFacts(entry)];
}

/** Down between two starts is up: what is wanted comes back within the second. */
function processFacts({ process }: LiveEntry): Json {
  return process === null ? null : [process.held, process.want === "up" || process.state !== "down"];
}

function fileDiffs(change: Change, input: PlanInput): FileDiff[] {
  if (change.class === "drift") return [];
  const shown = change.effect === "remove" ? (change.before?.files ?? []).map((f) => f.path) : change.paths;
  return shown.flatMap((path) => {
    const before = modeOf(change.before, path);
    const after = modeOf(change.after, path);
    if ((before ?? "dir") === "dir" && (after ?? "dir") === "dir") return [];
    return [fileDiff(path, before, after, change, input)];
  });
}

function fileDiff(
  path: string,
  before: FileMode | undefined,
  after: FileMode | undefined,
  change: Change,
  input: PlanInput,
): FileDiff {
  const content = (
    side: "before" | "after",
    service: ServiceRecord | undefined,
    mode: FileMode | undefined,
  ) =>
    service === undefined || mode === undefined || mode === "dir"
      ? undefined
      : input.contentOf(side, service, path);
  const old = content("before", change.before, before);
  const now = content("after", change.after, after);
  return {
    path,
    op: before === undefined ? "create" : after === undefined ? "delete" : "modify",
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...diffContent(old, now, input.context),
  };
}

function modeOf(service: ServiceRecord | undefined, path: string): FileMode | undefined {
  const file = service?.files.find((f) => f.path === path);
  if (file === undefined) return undefined;
  return ({ dir: "dir", link: "link", script: "0555", file: "0444" } as const)[file.kind];
}
