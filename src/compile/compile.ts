/** From declarations to the files of every service directory, for one target. Pure: the same input gives the same bytes. */
import type { Project, Service, TargetName } from "../declare/service.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { addAround, adopt } from "./adopted.ts";
import { byteOrder } from "./byte-order.ts";
import { directoriesToMake } from "./directories.ts";
import { Graph } from "./graph.ts";
import { treeHash } from "./hash.ts";
import type { Image, ServiceImage } from "./image.ts";
import { mergeRefusals } from "./merge-refusals.ts";
import { refuseDeclared } from "./refusals.ts";
import { runScript } from "./run-script.ts";
import type { Target } from "./target.ts";
import { builtin } from "./targets/builtin.ts";
import { busybox } from "./targets/busybox.ts";
import { daemontools } from "./targets/daemontools.ts";
import { runit } from "./targets/runit.ts";
import { s6 } from "./targets/s6.ts";
import { Tree } from "./tree.ts";
import { Unit } from "./unit.ts";

const TARGETS: Readonly<Record<TargetName, Target>> = { builtin, runit, daemontools, s6, busybox };

export interface Compiled {
  readonly image: Image;
  /** What the target cannot say. With errors among them the image is not to be used. */
  readonly diagnostics: Diagnostic[];
}

/** Compiles every service of `project`; bundles have no directory. */
export function compile(project: Project, target: TargetName): Compiled {
  const { compiled, diagnostics } = compileServices(project, target, imageOf);
  const services = compiled.sort((a, b) => byteOrder(a.dirName, b.dirName));
  return { image: { project: project.name, target, services }, diagnostics };
}

/** What `target` cannot say of `project`: the findings of `compile`, when nobody wants the image. */
export function refusalsOf(project: Project, target: TargetName): Diagnostic[] {
  return compileServices(project, target, () => undefined).diagnostics;
}

function compileServices<T>(
  project: Project,
  target: TargetName,
  made: (unit: Unit, tree: Tree) => T,
): { readonly compiled: T[]; readonly diagnostics: Diagnostic[] } {
  const found: Diagnostic[] = [];
  const graph = new Graph(project);
  const compiled: T[] = [];
  for (const service of project.services) {
    if (service.work.kind === "bundle") continue;
    const unit = new Unit(withOwnLog(service), { target, graph, diagnostics: found });
    compiled.push(made(unit, treeOf(unit, TARGETS[target])));
  }
  return { compiled, diagnostics: mergeRefusals(found) };
}

/** A hand-written directory with an entry `log` has said how it is logged; an empty file says: not at all. */
function withOwnLog(service: Service): Service {
  const isOwn = service.work.kind === "service-dir" && service.work.files.some((file) => file.path === "log");
  if (!isOwn || service.log?.to.kind !== "none") return service;
  const { log: _, ...rest } = service;
  return rest;
}

function treeOf(unit: Unit, target: Target): Tree {
  const { service } = unit;
  refuseDeclared(unit, target.refusals);
  const tree = new Tree();
  if (service.work.kind === "service-dir") {
    adopt(unit, { files: service.work.files, target, tree });
    const around = new Tree();
    addContract(unit, target, around);
    addAround(unit, around, tree);
  } else {
    tree.script("run", runScript(unit, target));
    addContract(unit, target, tree);
  }
  addRawFiles(unit, tree);
  return tree;
}

function addContract(unit: Unit, target: Target, tree: Tree): void {
  const { enabled, log } = unit.service;
  target.contract(unit, tree);
  if (!enabled) tree.file("down", "");
  if (log === undefined) return;
  if (log.to.kind === "dir" && !log.to.dir.startsWith("/"))
    unit.error(
      "E0504",
      "log.dir",
      `${unit.service.name}: \`log.dir\` is not an absolute path`,
      "an absolute path, or set `project.state-dir`",
    );
  target.logger(unit, log, tree);
}

/** `[target.NAME] files`: beside the generated ones, never instead of one. */
function addRawFiles(unit: Unit, tree: Tree): void {
  const { service, target } = unit;
  for (const { path, content, executable } of service.targetFiles[target] ?? []) {
    const obstacle = tree.obstacle(path);
    if (obstacle !== undefined) {
      const message = `${service.name}: \`${path}\` of [target.${target}] is in the way of \`${obstacle}\``;
      unit.error("E0502", `target.${target}.files`, message, "another name, or the key that makes it");
    } else if (executable) {
      tree.script(path, { text: content });
    } else {
      tree.file(path, content);
    }
  }
}

function imageOf({ service, graph }: Unit, tree: Tree): ServiceImage {
  const entries = tree.entries();
  let hash: string | undefined;
  return {
    name: service.name,
    dirName: service.dirName,
    entries,
    get hash(): string {
      hash ??= treeHash(entries);
      return hash;
    },
    definitionAt: tree.definitionAt(),
    essential: service.essential,
    enabled: service.enabled,
    ...(service.movedFrom === undefined ? {} : { movedFrom: service.movedFrom }),
    startsAfter: graph.waits(service).map((wait) => wait.service.name),
    ...readyTimeoutOf(service),
    ...reloadOf(service),
    dirs: directoriesToMake(service),
    ...(service.control === undefined ? {} : { control: service.control }),
    effective: service.effective,
    origins: service.origins,
  };
}

function readyTimeoutOf({ ready }: Service): Pick<ServiceImage, "readyTimeoutMs"> {
  if (ready === undefined) return {};
  return { readyTimeoutMs: ready.timeoutMs === "infinity" ? null : ready.timeoutMs };
}

function reloadOf({ reload }: Service): Pick<ServiceImage, "reload"> {
  if (reload === undefined) return {};
  const { action, files, onChange } = reload;
  return { reload: { ...action, files, onChange } };
}
