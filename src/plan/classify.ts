/**
 * The class of a change of one service's definition, from the files that differ: what the smallest sufficient
 * action is. Knows which program reads which file when; knows nothing of what is live.
 */
import { DOWN, LOG, SERVICE_JSON } from "../protocol/names.ts";
import type { FileRecord, ServiceRecord } from "./manifest.ts";
import { isLogged } from "./manifest.ts";

/** In order of weight: the heaviest differing part decides. */
export const CONTENT_CLASSES = ["none", "meta", "lazy", "log-only", "reload", "restart", "replace"] as const;
export type ContentClass = (typeof CONTENT_CLASSES)[number];

export interface ContentChange {
  readonly class: ContentClass;
  /** The logger has to be restarted as well. */
  readonly logger: boolean;
  /** Files that differ, old tree first; directories only where nothing else does. */
  readonly paths: readonly string[];
}

/** Read when the process ends, is signalled or is asked about, not when it starts. */
const LAZY_FILES = new Set([
  "finish",
  "check",
  "timeout-finish",
  "timeout-kill",
  "down-signal",
  "reload-signal",
  "max-death-tally",
  DOWN,
]);

/** Keys of `service.json` the runtime can only take up with a new supervision, or a new process. */
const REPLACING_POLICY = new Set(["type"]);
const RESTARTING_POLICY = new Set(["stdout"]);

/** Compares two definitions of one service. */
export function classify(before: ServiceRecord, after: ServiceRecord): ContentChange {
  const paths = differing(before.files, after.files);
  const logger = isLogged(after) && paths.some((p) => p.startsWith(`${LOG}/`));
  const classes = paths.map((path) => classOfPath(path, before, after));
  if (isLogged(before) !== isLogged(after)) classes.push("replace");
  if (paths.length === 0 && differsInRecord(before, after)) classes.push("meta");
  const shown = paths.filter((path) => !isDirectory(path, before) && !isDirectory(path, after));
  const changed = shown.length > 0 ? shown : paths;
  return { class: softened(heaviest(classes), changed, after), logger, paths: changed };
}

function isDirectory(path: string, { files }: ServiceRecord): boolean {
  return files.some((f) => f.path === path && f.kind === "dir");
}

/** The heavier of several classes; `none` of none. */
export function heaviest(classes: readonly ContentClass[]): ContentClass {
  const weight = Math.max(0, ...classes.map((c) => CONTENT_CLASSES.indexOf(c)));
  return CONTENT_CLASSES[weight] ?? "none";
}

function classOfPath(path: string, before: ServiceRecord, after: ServiceRecord): ContentClass {
  const [top] = path.split("/");
  if (path === LOG) return "lazy";
  if (top === LOG) return "log-only";
  if (top === "control" || LAZY_FILES.has(path)) return "lazy";
  if (path === SERVICE_JSON) return classOfPolicy(before, after);
  return "restart";
}

function classOfPolicy(before: ServiceRecord, after: ServiceRecord): ContentClass {
  const old = new Map(before.policy.map((p) => [p.key, p.hash]));
  const changed = after.policy.filter((p) => old.get(p.key) !== p.hash).map((p) => p.key);
  const gone = [...old.keys()].filter((key) => !after.policy.some((p) => p.key === key));
  const classes = [...changed, ...gone].map((key): ContentClass => {
    if (REPLACING_POLICY.has(key)) return "replace";
    return RESTARTING_POLICY.has(key) ? "restart" : "lazy";
  });
  return heaviest(["lazy", ...classes]);
}

/** `[reload]` may turn a restart into a signal, or leave the moment to the operator. */
function softened(found: ContentClass, paths: readonly string[], after: ServiceRecord): ContentClass {
  const reload = after.reload;
  if (found !== "restart" || reload === undefined) return found;
  const canReload = reload.signal !== undefined || reload.command !== undefined;
  const restarting = paths.filter((p) => p !== SERVICE_JSON && classOfPath(p, after, after) === "restart");
  const listed = restarting.length > 0 && restarting.every((p) => reload.files.includes(p));
  if (canReload && (listed || reload.onChange === "reload")) return "reload";
  return reload.onChange === "manual" ? "lazy" : found;
}

function differing(before: readonly FileRecord[], after: readonly FileRecord[]): string[] {
  const old = new Map(before.map((f) => [f.path, `${f.kind} ${f.hash}`]));
  const now = new Map(after.map((f) => [f.path, `${f.kind} ${f.hash}`]));
  const all = [...new Set([...before, ...after].map((f) => f.path))];
  return all.filter((path) => old.get(path) !== now.get(path));
}

function differsInRecord(before: ServiceRecord, after: ServiceRecord): boolean {
  const facts = (r: ServiceRecord): string =>
    JSON.stringify([
      r.essential,
      r.startsAfter,
      r.dirs,
      r.control,
      r.reload,
      r.keys.map((k) => [k.key, k.value]),
    ]);
  return facts(before) !== facts(after);
}
