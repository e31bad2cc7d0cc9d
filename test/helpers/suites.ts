/** The stock suites: how each scans a folder, and a scan that leaves no process behind whatever happens. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestContext } from "vitest";
import { built, stock } from "./programs.ts";
import { waitFor } from "./wait-for.ts";

export type Suite = "builtin" | "runit" | "busybox" | "daemontools" | "s6";

/** busybox's supervisors as the set-up builds them (src/dev/busybox-supervisors.ts); it says so when it can't. */
const BUSYBOX = fileURLToPath(new URL("../../node_modules/.cache/svforge-busybox", import.meta.url));

/** The suites among these that run here: busybox's only where it could be built. */
export function suites<S extends Suite>(...names: readonly S[]): readonly S[] {
  return names.filter((name) => name !== "busybox" || existsSync(join(BUSYBOX, "runsvdir")));
}

/** Where the suite's tools are found first: busybox's have runit's names. */
export function pathOf(suite: Suite): string {
  return `${suite === "busybox" ? `${BUSYBOX}:` : ""}${process.env.PATH}`;
}

/** The environment of this process, with the suite's tools. */
export function environmentOf(suite: Suite): NodeJS.ProcessEnv {
  return { ...process.env, PATH: pathOf(suite) };
}

const SCANNER: Readonly<Record<Suite, readonly [program: string, ...options: string[]]>> = {
  builtin: [process.execPath, built("svscan")],
  runit: ["runsvdir", "-P"],
  busybox: ["runsvdir", "-P"],
  daemontools: ["svscan"],
  s6: ["s6-svscan"],
};

/** Programs of each suite that compiled directories name; a test of the suite needs all of them. */
const NEEDED: Readonly<Record<Suite, readonly string[]>> = {
  builtin: ["prlimit", "setpriv"],
  runit: ["runsvdir", "runsv", "sv", "svlogd", "chpst"],
  busybox: [],
  daemontools: ["svscan", "supervise", "svc", "svok", "svstat", "multilog", "setuidgid"],
  s6: [
    "s6-svscan",
    "s6-supervise",
    "s6-svc",
    "s6-svwait",
    "s6-svstat",
    "s6-log",
    "s6-setuidgid",
    "s6-notifyoncheck",
  ],
};

/** Skips the test unless every program of the suite is installed. */
export function needSuite(ctx: TestContext, suite: Suite): void {
  for (const program of NEEDED[suite]) stock(ctx, program);
}

/** Skips the test unless it runs as root. */
export function needRoot(ctx: TestContext): void {
  if (process.getuid?.() !== 0) ctx.skip("needs root");
}

const PREFIX = "svforge-test-";

/** A new folder below the system's temporary one. Readable by every user, as a scan directory is. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(folder, 0o755);
  return folder;
}

/** Starts a suite's scanner on `folder`. */
export function scan(suite: Suite, folder: string): ChildProcess {
  const [program, ...options] = SCANNER[suite];
  return spawn(program, [...options, folder], {
    stdio: ["ignore", "ignore", "inherit"],
    env: environmentOf(suite),
  });
}

/** Kills the scanner and every process that works inside `folder`, then removes the folder. Nothing without one. */
export async function endScan(scanner: ChildProcess | undefined, folder: string): Promise<void> {
  if (!folder.includes(PREFIX)) return;
  scanner?.kill("SIGKILL");
  await waitFor("the processes of a test to end", () => {
    const pids = processesIn(folder);
    for (const pid of pids) killIfThere(pid);
    return pids.length === 0;
  });
  rmSync(folder, { recursive: true, force: true });
}

/** Processes whose working directory is `folder` or below it. */
export function processesIn(folder: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && `${workingDirectory(pid)}/`.startsWith(`${folder}/`));
}

function workingDirectory(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return "";
  }
}

/** SIGKILL. */
export function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself meanwhile.
  }
}
