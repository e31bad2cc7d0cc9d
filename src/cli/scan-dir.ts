/** Which scan directory a command that only looks or controls means. */
import { resolve } from "node:path";
import { DEFAULT_SCAN_DIR } from "../protocol/names.ts";
import { runningProject } from "./running-project.ts";

/** `--scan-dir`, else the running `svforge up` of this project, else SVDIR, else the system's. Absolute. */
export function scanDirFor(option: string | undefined): string {
  if (option !== undefined) return resolve(option);
  return runningProject(".")?.scanDir ?? resolve(process.env.SVDIR || DEFAULT_SCAN_DIR);
}
