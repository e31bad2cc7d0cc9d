/** `plan --against`: what lies between two trees of declarations, with no host at all, for a pull request. */
import { hostname } from "node:os";
import { relative, resolve } from "node:path";
import type { Image } from "../compile/image.ts";
import { loadProject } from "../declare/load.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { renderHuman } from "../diagnostics/render-human.ts";
import { GitTreeFiles } from "../os/git-tree.ts";
import { ownershipOf } from "../os/live-tree.ts";
import { DiskProjectFiles } from "../os/project-files.ts";
import { linksOf } from "../plan/drift.ts";
import { type Manifest, manifestOf, type ServiceRecord } from "../plan/manifest.ts";
import type { LiveEntry, Observation } from "../plan/observation.ts";
import { makePlan, type Plan } from "../plan/plan.ts";
import { EXIT } from "../protocol/exit-codes.ts";
import { Exit } from "./exit.ts";
import type { LoadedProject } from "./load-project.ts";
import { type WantedOptions, wantedFrom } from "./plan-options.ts";
import { compileOrExit } from "./project-image.ts";
import { wantsColour } from "./terminal.ts";

/** The plan that would lead from `tree` (a folder, or a revision of the project's repository) to the project. */
export function planAgainst(
  tree: string,
  options: WantedOptions & { unified: number; full?: boolean },
): Plan {
  const { request, image, folder, dirs } = wantedFrom(options);
  const other = compileOrExit(loadOther(tree, folder, options), dirs.stateDir);
  const current = manifestOf(other);
  return makePlan({
    current,
    desired: request.desired,
    observed: asIfLive(current),
    adopt: new Set(),
    onDrift: "refuse",
    allowEssential: true,
    allowEmpty: true,
    base: { generation: null, lineage: "", against: tree },
    source: request.source,
    context: options.full === true ? 1_000_000 : options.unified,
    contentOf: (side, record, path) => contentIn(side === "before" ? other : image, record, path),
  });
}

function loadOther(
  tree: string,
  folder: string,
  options: WantedOptions,
): Pick<LoadedProject, "project" | "sources" | "pathOf"> {
  const host = options.host === true ? hostname() : options.host;
  const { set, target } = options;
  const layers = {
    ...(host === undefined ? {} : { host }),
    ...(set === undefined ? {} : { set }),
    ...(target === undefined ? {} : { target }),
  };
  const { project, diagnostics, sources } = loadProject(filesOf(tree, folder), layers);
  const colour = wantsColour(process.stderr);
  const pathOf = (file: string): string => `${tree}:${relative("", file)}`;
  process.stderr.write(renderHuman(diagnostics, { sources, colour, pathOf }));
  if (project === undefined || hasErrors(diagnostics)) throw new Exit(EXIT.invalid);
  return { project, sources, pathOf };
}

/** A folder of that name wins over a revision. */
function filesOf(tree: string, folder: string): DiskProjectFiles | GitTreeFiles {
  if (ownershipOf(resolve(tree))?.kind === "dir") return new DiskProjectFiles(resolve(tree));
  try {
    return new GitTreeFiles(folder, tree);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Exit(EXIT.invalid, `svforge: ${tree} is neither a folder nor a revision: ${why}`);
  }
}

/** Everything in place, nothing running: then only the declarations speak. */
function asIfLive(manifest: Manifest): Observation {
  return { monitor: "none", entries: manifest.services.map(liveEntry), blind: [] };
}

function liveEntry(record: ServiceRecord): LiveEntry {
  return {
    dirName: record.dirName,
    mark: "ours",
    definition: record.hash,
    files: record.files,
    links: linksOf(record.files).map((l) => ({ ...l, kind: "link" })),
    heldByFile: false,
    process: null,
  };
}

function contentIn(image: Image, record: ServiceRecord, path: string): Uint8Array | undefined {
  const service = image.services.find((s) => s.dirName === record.dirName);
  const entry = service?.entries.find((e) => e.path === path);
  if (entry?.kind === "symlink") return new TextEncoder().encode(entry.target);
  return entry?.kind === "file" ? entry.content : undefined;
}
