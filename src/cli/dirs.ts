/** Which scan directory and which state directory a command works on. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";
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
 * `--scan-dir`, else the running `svforge up` of the project, else the project's own, else SVDIR, else the system's.
 * The state directory likewise, ending with /var/lib/svforge for root and XDG_STATE_HOME for others. Absolute.
 */
export function resolveDirs(options: DirOptions, project?: Pick<Project, "scanDir" | "stateDir">): Dirs {
  const running = options.scanDir === undefined ? runningProject(options.project ?? ".") : undefined;
  const scanDir =
    options.scanDir ?? running?.scanDir ?? project?.scanDir ?? (process.env.SVDIR || DEFAULT_SCAN_DIR);
  const stateDir = options.stateDir ?? running?.stateDir ?? project?.stateDir ?? defaultStateDir();
  return { scanDir: resolve(scanDir), stateDir: resolve(stateDir) };
}

function defaultStateDir(): string {
  if (process.getuid?.() === 0) return "/var/lib/svforge";
  return join(process.env.XDG_STATE_HOME || join(homedir(), ".local", "state"), "svforge");
}
