/** Which scan directory and which state directory a command works on. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { readInstallation } from "../activate/installation.ts";
import { statePaths } from "../activate/paths.ts";
import type { Project } from "../declare/service.ts";
import { DEFAULT_SCAN_DIR } from "../protocol/names.ts";
import { runningProject } from "./running-project.ts";

export interface DirOptions {
  readonly scanDir?: string | undefined;
  readonly stateDir?: string | undefined;
  /** Project folder; the current one when not given. */
  readonly project?: string | undefined;
}

export interface Dirs {
  readonly scanDir: string;
  readonly stateDir: string;
}

/**
 * `--scan-dir`, else the running `svforge up` of the project, else the project's own, else SVDIR, else the one the state
 * directory was filled from, else the system's. The state directory likewise, ending with /var/lib/svforge for root
 * and XDG_STATE_HOME for others. Absolute.
 */
export function resolveDirs(options: DirOptions, project?: Pick<Project, "scanDir" | "stateDir">): Dirs {
  const running = options.scanDir === undefined ? runningProject(options.project ?? ".") : undefined;
  const stateDir = resolve(options.stateDir ?? running?.stateDir ?? project?.stateDir ?? defaultStateDir());
  const named = options.scanDir ?? running?.scanDir ?? project?.scanDir ?? (process.env.SVDIR || undefined);
  return { scanDir: resolve(named ?? recordedScanDir(stateDir) ?? DEFAULT_SCAN_DIR), stateDir };
}

/** Whatever is wrong with a state directory is for the command to say that needs it. */
function recordedScanDir(stateDir: string): string | undefined {
  try {
    return readInstallation(statePaths(stateDir))?.scanDir;
  } catch {
    return undefined;
  }
}

function defaultStateDir(): string {
  if (process.getuid?.() === 0) return "/var/lib/svforge";
  return join(process.env.XDG_STATE_HOME || join(homedir(), ".local", "state"), "svforge");
}
