/** The options of `plan` and `apply` that say what is wanted, and the request they amount to. */
import { type Command, Option } from "commander";
import type { Image } from "../compile/image.ts";
import { type DirOptions, type Dirs, resolveDirs } from "./dirs.ts";
import { type Extent, loadProjectOrExit } from "./load-project.ts";
import { type Definitions, type Request, requestFrom } from "./plan-session.ts";
import { compileOrExit } from "./project-image.ts";
import { addProjectOptions, type ProjectOptions } from "./project-options.ts";
import { runningProject } from "./running-project.ts";
import { signedSourceOf, sourceOf } from "./source.ts";

export interface WantedOptions extends ProjectOptions, Omit<DirOptions, "project"> {
  readonly adopt?: readonly string[];
  readonly onDrift?: "overwrite" | "keep";
  readonly allowEssential?: boolean;
  readonly allowEmpty?: boolean;
  readonly requireSigned?: string;
}

/** Adds them, with the options of every project command. */
export function addWantedOptions(command: Command): Command {
  const collect = (value: string, list: string[]): string[] => [...list, value];
  return addDirOptions(addProjectOptions(command))
    .option("--adopt <name>", "take over a directory that is not ours; may be repeated", collect, [])
    .addOption(
      new Option("--on-drift <what>", "what to do with directories changed on the host").choices([
        "overwrite",
        "keep",
      ]),
    )
    .option("--allow-essential", "permit stopping essential services")
    .option("--allow-empty", "permit removing every service")
    .option("--require-signed <file>", "demand a commit signed by a key in this allowed-signers file");
}

/** Adds `--scan-dir` and `--state-dir`. */
export function addDirOptions(command: Command): Command {
  return command
    .option("--scan-dir <dir>", "directory the monitor looks at")
    .option("--state-dir <dir>", "where definitions and generations are kept");
}

export interface Wanted {
  readonly dirs: Dirs;
  readonly request: Request;
  readonly definitions: Definitions;
}

/** A running `svforge up` supervises by itself, whatever target the project is for elsewhere. */
function targetOfUp({ target, scanDir, project }: WantedOptions): Pick<ProjectOptions, "target"> {
  const isUp = target === undefined && scanDir === undefined && runningProject(project ?? ".") !== undefined;
  return isUp ? { target: "builtin" } : {};
}

/** Loads, compiles and asks git. Ends the command when the project has errors. */
export function wantedFrom(
  options: WantedOptions,
  extent: Extent = {},
): Wanted & { readonly image: Image; readonly folder: string } {
  const loaded = loadProjectOrExit({ ...options, ...targetOfUp(options) }, extent);
  const { folder, project } = loaded;
  const dirs = resolveDirs({ ...options, project: folder }, project);
  const image = compileOrExit(loaded, dirs.stateDir);
  const source =
    options.requireSigned === undefined ? sourceOf(folder) : signedSourceOf(folder, options.requireSigned);
  const { request, definitions } = requestFrom(image, {
    source,
    adopt: options.adopt ?? [],
    onDrift: options.onDrift ?? "refuse",
    allowEssential: options.allowEssential ?? false,
    allowEmpty: options.allowEmpty ?? false,
  });
  return { dirs, request, definitions, image, folder };
}
