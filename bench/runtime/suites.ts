/** The suites that are compared: how each is started, ended, and what its service directories hold. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { madeGroup } from "./group.ts";

/** Bundled into one file, dist/bench/runtime.js. */
const DIST = new URL("../", import.meta.url).pathname;

export interface Suite {
  readonly name: string;
  readonly command: (scan: string) => readonly string[];
  readonly logger: string;
  /** Asks everything to end; undefined: TERM to the monitor does. */
  readonly end?: (monitor: ChildProcess, scan: string) => void;
  /** Entries it can hold. */
  readonly most: number;
}

export const SUITES: readonly Suite[] = [
  {
    name: "svforge",
    command: (scan) => [process.execPath, join(DIST, "svscan.cjs"), scan],
    logger: "exec svlogd main",
    most: Infinity,
  },
  {
    name: "runit",
    command: (scan) => ["runsvdir", scan],
    logger: "mkdir -p main; exec svlogd main",
    end: (monitor) => monitor.kill("SIGHUP"),
    most: 1000,
  },
  {
    name: "daemontools",
    command: (scan) => ["svscan", scan],
    logger: "exec multilog ./main",
    end: (monitor, scan) => {
      monitor.kill("SIGKILL");
      execFileSync("sh", ["-c", "exec /usr/bin/svc -dx *"], { cwd: scan });
      execFileSync("sh", ["-c", "exec /usr/bin/svc -dx */log 2>/dev/null"], { cwd: scan });
    },
    most: 1000,
  },
  {
    name: "s6",
    command: (scan) => ["s6-svscan", "-c", "12000", scan],
    logger: "exec s6-log ./main",
    most: 6000,
  },
];

/** The suites installed here that can hold so many services. */
export function suitesFor(count: number): readonly Suite[] {
  return SUITES.filter((suite) => suite.most >= count && isInstalled(suite.command("")[0] ?? ""));
}

function isInstalled(program: string): boolean {
  if (program.includes("/")) return true;
  return (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, program)));
}

/** Where a run takes place: the folder of the test program, the notes it writes, the scan directory. */
export interface Ground {
  readonly folder: string;
  readonly program: string;
  readonly notes: string;
  readonly scan: string;
}

/** An empty scan directory becomes one of `count` services, with loggers or without. */
export function layOut(
  { scan, notes, program }: Ground,
  suite: Suite,
  count: number,
  isLogged: boolean,
): void {
  rmSync(scan, { recursive: true, force: true, maxRetries: 5 });
  writeFileSync(notes, "");
  for (let i = 0; i < count; i++) {
    const directory = join(scan, `s${i}`);
    mkdirSync(directory, { recursive: true });
    script(join(directory, "run"), `exec ${program} ${notes} ${i}`);
    if (!isLogged) continue;
    mkdirSync(join(directory, "log"));
    script(join(directory, "log/run"), suite.logger);
    if (suite.name === "svforge") writeFileSync(join(directory, "log/service.json"), policyFor(directory));
  }
}

function script(path: string, body: string): void {
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
}

function policyFor(directory: string): string {
  const to = { dir: join(directory, "log/main") };
  const log = { to, timestamp: "none", "max-size": 1_000_000, keep: 10 };
  return JSON.stringify({ format: "svforge.service/1", log });
}

/** The command joins the cgroup before it becomes itself, so that all its descendants are in it. */
export function startInGroup(command: readonly string[]): ChildProcess {
  const joinGroup = `echo $$ >${madeGroup()}/cgroup.procs && exec "$@"`;
  return spawn("sh", ["-c", joinGroup, "sh", ...command], {
    env: { PATH: process.env.PATH },
    stdio: "ignore",
  });
}
