/**
 * A hand-written service directory: its files are copied byte for byte, modes and links included. What is declared
 * around it may add files of other names; what would have to change one of its own is an error.
 */
import type { AdoptedFile, Service } from "../declare/service.ts";
import { DOWN } from "../protocol/names.ts";
import { isGrowing } from "./back-off.ts";
import type { Entry } from "./image.ts";
import type { Target } from "./target.ts";
import type { Tree } from "./tree.ts";
import type { Unit } from "./unit.ts";

/** Key to whether it is in use: everything that only `run` itself could carry out. */
const INSIDE_RUN: readonly (readonly [key: string, isUsed: (service: Service) => boolean])[] = [
  ["wrapper", (s) => s.wrapper.length > 0],
  ["user", (s) => s.identity.user !== undefined],
  ["group", (s) => s.identity.group !== undefined],
  ["groups", (s) => s.identity.groups !== undefined],
  ["umask", (s) => s.umask !== undefined],
  ["working-dir", (s) => s.workingDir !== undefined],
  ["chroot", (s) => s.chroot !== undefined],
  ["nice", (s) => s.nice !== undefined],
  ["io-class", (s) => s.ioClass !== undefined],
  ["io-priority", (s) => s.ioPriority !== undefined],
  ["cpus", (s) => s.cpus !== undefined],
  ["sched", (s) => s.sched !== undefined],
  ["oom-score-adj", (s) => s.oomScoreAdj !== undefined],
  ["no-new-privs", (s) => s.noNewPrivs],
  ["capabilities", (s) => s.capabilities !== undefined],
  ["env", (s) => s.env.length > 0],
  ["env-file", (s) => s.envFiles.length > 0],
  ["env-dir", (s) => s.envDirs.length > 0],
  ["pass-env", (s) => s.passEnv !== undefined],
  ["clear-env", (s) => s.clearEnv],
  ["secrets", (s) => s.secrets.length > 0],
  ["dirs", (s) => s.dirs.length > 0],
  ["limits", (s) => s.limits.length > 0],
  ["hooks.pre-start", (s) => s.hooks.preStart.length > 0],
];

export interface Adoption {
  readonly files: readonly AdoptedFile[];
  readonly target: Target;
  readonly tree: Tree;
}

/** Puts the files into `tree` and reports the declared keys that would belong into them. */
export function adopt(unit: Unit, { files, target, tree }: Adoption): void {
  for (const file of files) tree.entry(entryOf(file));
  for (const [key, isUsed] of INSIDE_RUN) if (isUsed(unit.service)) refuseInside(unit, key);
  if (target.tools.first(unit).length > 0) refuseInside(unit, "stop.kill");
  for (const key of prologueKeys(unit, target)) refuseInside(unit, key);
  if (!tree.has("run")) {
    const message = `${unit.service.name}: the service directory has no \`run\``;
    unit.error("E0503", "service-dir", message, "a directory with an executable `run`");
  }
}

function refuseInside(unit: Unit, key: string): void {
  const message = `${unit.service.name}: \`${key}\` would have to change the hand-written \`run\``;
  unit.error(
    "E0503",
    key,
    message,
    "`run` itself for it, or `command`; where [defaults] says it, say it in the services it is meant for",
  );
}

/** The keys behind the lines that a target would put at the beginning of `run`. */
function prologueKeys(unit: Unit, target: Target): readonly string[] {
  const { service, graph } = unit;
  if (target.prologue(unit).length === 0) return [];
  const waits = new Set(
    graph.waits(service).map((wait) => (wait.kind === "needs" ? "depends-on" : wait.kind)),
  );
  const others = [
    ...(service.control === undefined ? [] : ["control"]),
    ...(service.log?.to.kind === "none" ? ["log.to"] : []),
    ...(isGrowing(service) ? ["restart.max-delay"] : []),
  ];
  const keys = [...waits, ...others];
  return keys.length === 0 ? ["ready"] : keys;
}

/** Adds what was declared around it; a file of the same name is the hand-written directory's, and an error. */
export function addAround(unit: Unit, around: Tree, tree: Tree): void {
  const clashes = new Set<string>();
  const isLogged = tree.has("log");
  for (const entry of around.entries()) {
    const clash = isLogged && /^log(\/|$)/.test(entry.path) ? "log" : clashOf(entry, tree);
    if (clash === undefined) tree.take(entry, around);
    else if (clash !== DOWN) clashes.add(clash);
  }
  for (const clash of clashes) {
    const message = `${unit.service.name}: the declaration and the service directory both have \`${clash}\``;
    unit.error("E0502", keyOf(clash), message, "one of the two");
  }
}

/** The hand-written path that stands in the way of `entry`. */
function clashOf(entry: Entry, tree: Tree): string | undefined {
  const isShared = entry.kind === "dir" && tree.kind(entry.path) === "dir";
  return isShared ? undefined : tree.obstacle(entry.path);
}

/** The key that made a generated file. */
function keyOf(path: string): string {
  if (path.startsWith("log")) return "log";
  if (path === "finish") return "restart";
  if (path === "check" || path === "notification-fd" || path.startsWith("data")) return "ready";
  return path.startsWith("control") || path === "down-signal" || path === "timeout-kill"
    ? "stop"
    : "service-dir";
}

function entryOf(file: AdoptedFile): Entry {
  if (file.kind !== "file") return file;
  return { path: file.path, kind: "file", mode: file.executable ? 0o755 : 0o644, content: file.content };
}
