/**
 * What a generation consists of, as a value: enough to compare with another generation, to lay a service out from
 * the store and to explain a change, without the project, the compiler or the file contents.
 */

import { byteOrder } from "../compile/byte-order.ts";
import type { DirectoryToMake, Entry, Image, ServiceImage } from "../compile/image.ts";
import { DEF_VARIABLE, DOWN, LOG, RUN, SERVICE_JSON } from "../protocol/names.ts";
import type { ServiceJson } from "../protocol/service-json.ts";
import { digestOf, digestOfLarge, type Json, sha256 } from "./digest.ts";

export interface Manifest {
  readonly project: string;
  readonly target: Image["target"];
  /** Sorted by `dirName`. */
  readonly services: readonly ServiceRecord[];
}

export interface FileRecord {
  readonly path: string;
  readonly kind: "file" | "script" | "dir" | "link";
  /** SHA-256 of the bytes, or of a link's target; empty for a directory. */
  readonly hash: string;
}

/** A key of the declaration: canonical text of its value, and `file:line` where it was written. */
export interface KeyRecord {
  readonly key: string;
  readonly value: string;
  readonly at?: string;
}

export interface ServiceRecord {
  readonly name: string;
  readonly dirName: string;
  /** The compiler's hash of the definition: its folder in the store, and what `SVFORGE_DEF` says. */
  readonly hash: string;
  /** Hash of `files`: what the folder in the store must contain. */
  readonly tree: string;
  readonly files: readonly FileRecord[];
  /** `service.json`, key by key: most of its keys need no restart. */
  readonly policy: readonly { readonly key: string; readonly hash: string }[];
  readonly essential: boolean;
  readonly movedFrom?: string;
  readonly startsAfter: readonly string[];
  /** Services whose restart makes this one restart. */
  readonly restartsWith: readonly string[];
  /** Milliseconds; null: for ever. Only where declared. */
  readonly readyTimeoutMs?: number | null;
  readonly stopTimeoutMs?: number | null;
  readonly reload?: NonNullable<ServiceImage["reload"]>;
  readonly dirs: readonly DirectoryToMake[];
  readonly control?: NonNullable<ServiceImage["control"]>;
  readonly keys: readonly KeyRecord[];
  /** Earlier definitions a process may still run without being out of date: what changed since needs no restart. */
  readonly accepts: readonly string[];
}

/** The manifest of a freshly compiled project. */
export function manifestOf(image: Image): Manifest {
  const services = image.services.map(recordOf).sort((a, b) => byteOrder(a.dirName, b.dirName));
  return { project: image.project, target: image.target, services };
}

/** One service of it. Fingerprints are found out when somebody asks: a service that is new is compared with none. */
export function recordOf(image: ServiceImage): ServiceRecord {
  const files = image.entries.map(lazyRecord);
  const policy = policyIn(image.entries);
  let tree: string | undefined;
  let hashes: ServiceRecord["policy"] | undefined;
  return {
    name: image.name,
    dirName: image.dirName,
    get hash(): string {
      return image.hash;
    },
    get tree(): string {
      tree ??= treeHash(files);
      return tree;
    },
    files,
    get policy(): ServiceRecord["policy"] {
      hashes ??= policyHashes(policy);
      return hashes;
    },
    essential: image.essential,
    ...(image.movedFrom === undefined ? {} : { movedFrom: image.movedFrom }),
    startsAfter: [...image.startsAfter].sort(byteOrder),
    restartsWith: restartsWith(policy),
    ...(image.readyTimeoutMs === undefined ? {} : { readyTimeoutMs: image.readyTimeoutMs }),
    ...timeouts(policy),
    ...(image.reload === undefined ? {} : { reload: image.reload }),
    dirs: image.dirs,
    ...(image.control === undefined ? {} : { control: image.control }),
    keys: keyRecords(image),
    accepts: [],
  };
}

/** File records of a tree, sorted by path. */
export function fileRecords(entries: readonly Entry[]): FileRecord[] {
  return entries
    .map((entry) => ({ path: entry.path, kind: kindOf(entry), hash: hashOf(entry) }))
    .sort((a, b) => byteOrder(a.path, b.path));
}

/** The same of an image, which is sorted, and stays in memory anyway. */
function lazyRecord(entry: Entry): FileRecord {
  let hash: string | undefined;
  return {
    path: entry.path,
    kind: kindOf(entry),
    get hash(): string {
      hash ??= hashOf(entry);
      return hash;
    },
  };
}

function kindOf(entry: Entry): FileRecord["kind"] {
  if (entry.kind === "file") return entry.mode === 0o755 ? "script" : "file";
  return entry.kind === "symlink" ? "link" : "dir";
}

function hashOf(entry: Entry): string {
  if (entry.kind === "file") return sha256(plainContent(entry.path, entry.content));
  return entry.kind === "symlink" ? sha256(entry.target) : "";
}

/**
 * A file without the line that names its own definition: the line differs whenever anything in the definition does,
 * so a comparison that saw it would restart a daemon for a change of its logger.
 */
export function plainContent(path: string, content: Uint8Array): Uint8Array {
  if (path !== RUN && path !== `${LOG}/${RUN}`) return content;
  const text = latin1(content);
  const line = DEFINITION_LINE.exec(text);
  if (line === null) return content;
  const rest = new Uint8Array(content.length - line[0].length);
  rest.set(content.subarray(0, line.index));
  rest.set(content.subarray(line.index + line[0].length), line.index);
  return rest;
}

const DEFINITION_LINE = new RegExp(`^export ${DEF_VARIABLE}=['"]?[0-9a-f]+['"]?\\n`, "m");

/** One character a byte, so that positions in the text are positions in the bytes. */
function latin1(content: Uint8Array): string {
  return LATIN_1.decode(content);
}

/** Making a decoder costs more than decoding a script. */
const LATIN_1 = new TextDecoder("latin1");
const UTF_8 = new TextDecoder();

/** Hash of a tree by its records. */
export function treeHash(files: readonly FileRecord[]): string {
  return digestOf(files.map((f) => [f.path, f.kind, f.hash]));
}

/** Fingerprint of everything in a manifest; found out once for each. */
export function manifestHash(manifest: Manifest): string {
  const known = HASHES.get(manifest) ?? digestOfLarge(manifest as unknown as Json);
  HASHES.set(manifest, known);
  return known;
}

const HASHES = new WeakMap<Manifest, string>();

/** The service is down when supervision starts. */
export function startsDown(record: ServiceRecord): boolean {
  return record.files.some((f) => f.path === DOWN);
}

/** The service has a logger of its own: a directory `log`. */
export function isLogged(record: ServiceRecord): boolean {
  return record.files.some((f) => f.path === LOG && f.kind === "dir");
}

/** `service.json` of a tree; undefined when there is none or a hand-written one is not JSON. */
function policyIn(entries: readonly Entry[]): Partial<ServiceJson> | undefined {
  const entry = entries.find((e) => e.path === SERVICE_JSON);
  if (entry?.kind !== "file") return undefined;
  try {
    const value: unknown = JSON.parse(UTF_8.decode(entry.content));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function policyHashes(policy: Partial<ServiceJson> | undefined): ServiceRecord["policy"] {
  return Object.entries(policy ?? {})
    .map(([key, value]) => ({ key, hash: digestOf(value as Json) }))
    .sort((a, b) => byteOrder(a.key, b.key));
}

function restartsWith(policy: Partial<ServiceJson> | undefined): string[] {
  const dependencies = listOf(policy?.["depends-on"]).filter((d) => d.restart === true);
  return [...dependencies.map((d) => d.service), ...listOf(policy?.["part-of"])].sort(byteOrder);
}

function timeouts(
  policy: Partial<ServiceJson> | undefined,
): Pick<ServiceRecord, "readyTimeoutMs" | "stopTimeoutMs"> {
  const ready = policy?.ready?.["timeout-ms"];
  const stop = policy?.stop?.["timeout-ms"];
  return {
    ...(ready === undefined ? {} : { readyTimeoutMs: ready }),
    ...(stop === undefined ? {} : { stopTimeoutMs: stop }),
  };
}

/** A hand-written file may hold anything under a known key. */
function listOf<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? value : [];
}

function keyRecords(image: ServiceImage): KeyRecord[] {
  return [...image.effective]
    .map(([key, value]) => {
      const place = image.origins.get(key);
      return place === undefined ? { key, value } : { key, value, at: `${place.file}:${place.line}` };
    })
    .sort((a, b) => byteOrder(a.key, b.key));
}
