/** From a command's options to a `Project`: find the folder, load, print what is wrong, stop when anything is an error. */
import { hostname } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { type Loaded, loadProject } from "../declare/load.ts";
import { PROJECT_FILE } from "../declare/project-files.ts";
import type { Project } from "../declare/service.ts";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.ts";
import { renderHuman } from "../diagnostics/render-human.ts";
import { prepareForBurst } from "../os/heap.ts";
import { ThisHost } from "../os/host-facts.ts";
import { codeOf, reasonOf } from "../os/os-error.ts";
import { DiskProjectFiles, nearestFolderWith } from "../os/project-files.ts";
import { EXIT } from "../protocol/exit-codes.ts";
import { Exit } from "./exit.ts";
import type { ProjectOptions } from "./project-options.ts";
import { wantsColour } from "./terminal.ts";

export interface LoadedProject {
  /** Absolute. */
  readonly folder: string;
  readonly project: Project;
  readonly host?: string;
  /** Warnings, already printed. */
  readonly diagnostics: readonly Diagnostic[];
  /** Texts of its files, and how their paths are shown: for later findings. */
  readonly sources: ReadonlyMap<string, string>;
  readonly pathOf: (file: string) => string;
}

/** The project, with its warnings printed; with errors, these are printed and the command ends with 3. */
export function loadProjectOrExit(options: ProjectOptions, extent: Extent = {}): LoadedProject {
  const { folder, loaded, host } = readProject(options, extent);
  const { project, diagnostics, sources } = loaded;
  const pathOf = pathsFrom(folder);
  const colour = wantsColour(process.stderr);
  process.stderr.write(renderHuman(diagnostics, { sources, colour, pathOf }));
  if (project === undefined || hasErrors(diagnostics)) throw new Exit(EXIT.invalid);
  return { folder, project, diagnostics, sources, pathOf, ...(host !== undefined && { host }) };
}

/** How much is looked at beyond the project's own declarations. */
export interface Extent {
  /** The files of other hosts too, and for this machine's own host that its accounts and files exist. */
  readonly thorough?: boolean;
  /** The project is for this machine, whatever layers apply: its accounts and files have to exist. */
  readonly onThisHost?: boolean;
}

/** The project and its findings, whatever they are. Ends the command with 3 when there is no project to read. */
export function readProject(
  options: ProjectOptions,
  { thorough = false, onThisHost = false }: Extent = {},
): { folder: string; loaded: Loaded; host: string | undefined } {
  prepareForBurst();
  const folder = folderOf(options.project);
  const host = options.host === true ? hostname() : options.host;
  const { set, target } = options;
  const loaded = loadProject(openFolder(folder), {
    checkAllHosts: thorough,
    ...((onThisHost || (thorough && host === hostname())) && { facts: new ThisHost() }),
    ...(host !== undefined && { host }),
    ...(set !== undefined && { set }),
    ...(target !== undefined && { target }),
  });
  return { folder, loaded, host };
}

/** Files of the project in `folder`, as seen from the current directory. */
export function pathsFrom(folder: string): (file: string) => string {
  return (file) => (file.startsWith("--") ? file : relative(process.cwd(), join(folder, file)));
}

function folderOf(given: string | undefined): string {
  if (given !== undefined) return resolve(basename(given) === PROJECT_FILE ? dirname(given) : given);
  const found = nearestFolderWith(process.cwd(), PROJECT_FILE);
  if (found !== undefined) return found;
  const message = `svforge: there is no ${PROJECT_FILE} in ${process.cwd()} or above; \`svforge init\` makes a project, --project=DIR names one`;
  throw new Exit(EXIT.invalid, message);
}

function openFolder(folder: string): DiskProjectFiles {
  try {
    return new DiskProjectFiles(folder);
  } catch (error) {
    if (codeOf(error) === "") throw error;
    throw new Exit(EXIT.invalid, `svforge: cannot open the project folder ${folder}: ${reasonOf(error)}`);
  }
}
