/** Directories for commands that compile nothing: what the project says counts as it does for `plan` and `apply`. */

import { EXIT } from "../protocol/exit-codes.ts";
import { type DirOptions, type Dirs, resolveDirs } from "./dirs.ts";
import { Exit } from "./exit.ts";
import { findProject, runningProject } from "./running-project.ts";

/** As `resolveDirs`, for the project at or above the current folder. Ends the command when that has mistakes. */
export async function dirsHere(options: DirOptions): Promise<Dirs> {
  if (options.scanDir !== undefined && options.stateDir !== undefined) return resolveDirs(options);
  const folder = options.project ?? findProject(process.cwd());
  if (folder === undefined || runningProject(folder) !== undefined) return resolveDirs(options);
  const { readProject } = await import("./load-project.ts");
  const { project } = readProject({ project: folder }).loaded;
  if (project === undefined) {
    const advice = "name them with --scan-dir and --state-dir, or see `svforge check`";
    throw new Exit(
      EXIT.invalid,
      `svforge: ${folder} has mistakes, so its directories are not known; ${advice}`,
    );
  }
  return resolveDirs({ ...options, project: folder }, project);
}

/** The scan directory alone. Absolute. */
export async function scanDirHere(option: string | undefined): Promise<string> {
  if (option !== undefined) return resolveDirs({ scanDir: option }).scanDir;
  return (await dirsHere({})).scanDir;
}
