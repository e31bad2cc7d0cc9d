/** `svforge …` as people run it: the built program, in a folder of its own. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { built } from "./programs.ts";

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in `cwd`; nothing of the caller's terminal or environment shows in the output. */
export function svforge(cwd: string, ...args: readonly string[]): Ran {
  const env = { PATH: process.env.PATH, HOME: cwd, NO_COLOR: "1", LC_ALL: "C" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [built("svforge"), ...args], {
    cwd,
    env,
    encoding: "utf8",
    timeout: 60_000,
  });
  return { code: status, out: stdout, err: stderr };
}

/** Writes files below `folder`, making the folders they need. */
export function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
