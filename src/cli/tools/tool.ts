/** What the daemontools names share: where a name is looked up, and how they speak. */
import { exists } from "../../os/supervise-client.ts";
import { DEFAULT_SCAN_DIR } from "../../protocol/names.ts";

export interface ToolIo {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** The system's scan directory. */
  readonly scanDir: string;
}

export type Tool = (args: readonly string[], io: ToolIo) => number;

/** Standard output and error, and the scan directory that SVDIR names. */
export function systemIo(): ToolIo {
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    scanDir: process.env.SVDIR || DEFAULT_SCAN_DIR,
  };
}

/**
 * The directory a command line means: a name without a slash is the scan directory's service of that name if there is
 * one, otherwise a directory below the current one, as in daemontools. `.` and `..` are always the current one's.
 */
export function locate(name: string, scanDir: string): string {
  if (name === "." || name === ".." || name.includes("/")) return name;
  const inScanDir = `${scanDir}/${name}`;
  return name !== "" && exists(inScanDir) ? inScanDir : name;
}
