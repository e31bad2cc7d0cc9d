/**
 * A saved plan: the plan as JSON, and beside it what an apply needs to do the same without the project: the wanted
 * manifest and the files of every definition that changes.
 */

import { treeHash as compiledHash } from "../compile/hash.ts";
import type { Entry } from "../compile/image.ts";
import { replaceFile } from "../os/files.ts";
import { readRegular } from "../os/live-tree.ts";
import { codeOf, reasonOf } from "../os/os-error.ts";
import { fileRecords, plainContent, treeHash } from "../plan/manifest.ts";
import { PLAN_FORMAT, type Plan } from "../plan/plan.ts";
import { planJson } from "../plan/render-json.ts";
import { EXIT } from "../protocol/exit-codes.ts";
import type { Dirs } from "./dirs.ts";
import { Exit } from "./exit.ts";
import type { Wanted } from "./plan-options.ts";
import type { Definitions, Request } from "./plan-session.ts";
import { isSavedPlan } from "./plan-shape.ts";

export interface SavedPlan {
  readonly digest: string;
  readonly generation: number | null;
  readonly lineage: string;
  readonly observed: Plan["observed"];
  readonly request: Request;
  readonly definitions: Definitions;
  /** Where it was made for. */
  readonly dirs: Dirs;
}

/** Saves with mode 0600. */
export function savePlan(path: string, plan: Plan, { request, definitions, dirs }: Wanted): void {
  const needed = plan.changes.flatMap((c) => (c.after === undefined ? [] : [c.after.hash]));
  const files = [...new Set(needed)].flatMap((hash) => {
    const entries = definitions.get(hash);
    return entries === undefined ? [] : [{ hash, entries: entries.map(packed) }];
  });
  const payload = { observed: plan.observed, dirs, request, definitions: files };
  replaceFile(path, `${JSON.stringify({ ...planJson(plan), payload })}\n`, 0o600);
}

/** Reads one back. A file that is no plan, or whose definitions are not what their hashes say, ends with 3. */
export function readPlan(path: string): SavedPlan {
  const value = parse(path) as SavedFile;
  if (value?.format !== PLAN_FORMAT || value.payload === undefined || !isSavedPlan(value))
    throw refusal(path, "is not a saved plan");
  const { observed, dirs, request, definitions } = value.payload;
  const files = new Map(definitions.map(({ hash, entries }) => [hash, entries.map(unpacked)]));
  for (const record of request.desired.services) {
    const entries = files.get(record.hash);
    if (entries !== undefined && !matches(entries, record)) throw refusal(path, "was changed");
  }
  return {
    digest: value.digest.replace("sha256:", ""),
    generation: value.base.generation,
    lineage: value.lineage,
    observed,
    request,
    definitions: files,
    dirs,
  };
}

interface SavedFile {
  readonly format: string;
  readonly digest: string;
  readonly lineage: string;
  readonly base: { readonly generation: number | null };
  readonly payload?: {
    readonly observed: Plan["observed"];
    readonly dirs: Dirs;
    readonly request: Request;
    readonly definitions: readonly { readonly hash: string; readonly entries: readonly Packed[] }[];
  };
}

type Packed =
  | Exclude<Entry, { kind: "file" }>
  | (Omit<Entry & { kind: "file" }, "content"> & { content: string });

function packed(entry: Entry): Packed {
  return entry.kind === "file" ? { ...entry, content: Buffer.from(entry.content).toString("base64") } : entry;
}

function unpacked(entry: Packed): Entry {
  return entry.kind === "file" ? { ...entry, content: Buffer.from(entry.content, "base64") } : entry;
}

function matches(
  entries: readonly Entry[],
  record: { readonly hash: string; readonly tree: string },
): boolean {
  if (entries.some((e) => e.path.startsWith("/") || e.path.split("/").some((s) => s === ".." || s === "")))
    return false;
  const plain = entries.map((e) =>
    e.kind === "file" ? { ...e, content: plainContent(e.path, e.content) } : e,
  );
  return treeHash(fileRecords(entries)) === record.tree && compiledHash(plain) === record.hash;
}

function parse(path: string): unknown {
  try {
    const file = readRegular(path, 1024 * 1024 * 1024);
    if (file === undefined) throw refusal(path, "does not exist");
    return JSON.parse(Buffer.from(file.content).toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw refusal(path, "is not JSON");
    if (codeOf(error) !== "") throw refusal(path, reasonOf(error));
    throw error;
  }
}

function refusal(path: string, why: string): Exit {
  return new Exit(EXIT.invalid, `svforge: plan ${path}: ${why}`);
}
