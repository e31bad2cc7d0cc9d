/**
 * Small shell stories about supervise, svscan, svc, svok and svstat, told with daemontools in PATH or with ours. What comes
 * back is all they print, but for pids and seconds.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { built } from "./programs.ts";
import { endScan, temporaryFolder } from "./suites.ts";

export interface Story {
  readonly name: string;
  readonly script: string;
}

const TOOLS = ["supervise", "svscan", "svc", "svok", "svstat"] as const;
const folders: string[] = [];

/** Words every story may use. Waiting is bounded: a thousand naps of a fiftieth of a second are never slept in full. */
const PRELUDE = `
until_ok() { n=0; until svok "$1" 2>/dev/null || [ $n -gt 1000 ]; do n=$((n+1)); sleep 0.02; done; }
until_not_ok() { n=0; while svok "$1" 2>/dev/null && [ $n -le 1000 ]; do n=$((n+1)); sleep 0.02; done; }
until_says() { n=0; until svstat "$1" | grep -q "$2" || [ $n -gt 1000 ]; do n=$((n+1)); sleep 0.02; done; }
until_file() { n=0; until [ -s "$1" ] || [ $n -gt 1000 ]; do n=$((n+1)); sleep 0.02; done; }
make() { mkdir -p "$1"; cat >"$1/run"; chmod 755 "$1/run"; }
code() { "$@"; echo "exit $?"; }
`;

/** Output and errors of a story in a folder of its own. */
export function tell(story: Story, whose: "ours" | "daemontools"): string {
  const folder = temporaryFolder();
  folders.push(folder);
  const bin = join(folder, "bin");
  const work = join(folder, "work");
  mkdirSync(bin);
  mkdirSync(work);
  if (whose === "ours") for (const tool of TOOLS) wrap(join(bin, tool), built(tool));
  const { stdout, stderr } = spawnSync("sh", ["-c", `${PRELUDE}exec 2>&1\n${story.script}`], {
    cwd: work,
    encoding: "utf8",
    timeout: 50_000,
    env: { PATH: `${bin}:${process.env.PATH}`, LC_ALL: "C" },
  });
  return `${stdout}${stderr}`.replaceAll(/\(pid \d+\)/g, "(pid N)").replaceAll(/-?\d+ seconds/g, "N seconds");
}

/** Ends what stories have left running, and removes their folders. For `afterEach`. */
export async function endStories(): Promise<void> {
  for (const folder of folders.splice(0)) await endScan(undefined, folder);
}

function wrap(path: string, program: string): void {
  writeFileSync(path, `#!/bin/sh\nexec ${process.execPath} ${program} "$@"\n`);
  chmodSync(path, 0o755);
}
