/** A host for one test: a project, a state directory, a scan directory, a monitor of any suite, and our command. */
import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestContext } from "vitest";
import { readServiceStatus } from "../../src/os/service-status.ts";
import type { Status } from "../../src/protocol/status.ts";
import { built, stock } from "./programs.ts";
import { endScan, killIfThere, needSuite, processesIn, type Suite, scan, temporaryFolder } from "./suites.ts";
import { waitFor } from "./wait-for.ts";

export type MonitorName = "svforge" | Exclude<Suite, "builtin">;
/** Those that every test of activations runs under. */
export const MONITORS = ["svforge", "runit", "daemontools", "s6"] as const;

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export class ActivationHost {
  readonly root: string = temporaryFolder();
  readonly project: string = join(this.root, "project");
  readonly scan: string = join(this.root, "scan");
  readonly state: string = join(this.root, "state");
  readonly monitor: MonitorName;
  readonly #daemon: string = join(this.root, "daemon");
  #process: ChildProcess | undefined;

  constructor(monitor: MonitorName) {
    this.monitor = monitor;
    mkdirSync(join(this.project, "services"), { recursive: true });
    mkdirSync(this.scan);
    const target = monitor === "svforge" ? "builtin" : monitor;
    writeFileSync(this.#daemon, daemon(this.root));
    this.write("svforge.toml", `[project]\nname = "test"\ntarget = "${target}"\n`);
  }

  /** Writes a file of the project. */
  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.project, path)), { recursive: true });
    writeFileSync(join(this.project, path), text);
  }

  declare(name: string, toml: string): void {
    this.write(`services/${name}.toml`, toml);
  }

  /**
   * Declares a daemon that notes each start in `journal`, and a second instance of itself, should there ever be one.
   * `value` is in its environment; `extra` is more TOML; `as` is what it calls itself.
   */
  declareDaemon(name: string, value: string, extra = '[log]\nto = "none"\n', as = name): void {
    const [top, tables] = split(extra);
    const command = `command = ["/bin/sh", "${this.#daemon}", "${as}"]\n`;
    this.declare(name, `${top}${command}[env]\nVALUE = "${value}"\n${tables}`);
  }

  undeclare(name: string): void {
    rmSync(join(this.project, "services", `${name}.toml`));
  }

  undeclareAll(): void {
    rmSync(join(this.project, "services"), { recursive: true });
    mkdirSync(join(this.project, "services"));
  }

  get journal(): string {
    return join(this.root, "journal");
  }

  starts(): string[] {
    try {
      return readFileSync(this.journal, "utf8")
        .split("\n")
        .filter((l) => l !== "");
    } catch {
      return [];
    }
  }

  /** Starts the monitor; skips the test when its suite is not installed. */
  start(ctx: TestContext): void {
    if (this.monitor === "svforge") {
      this.#process = spawn(process.execPath, [built("svscan"), this.scan], {
        stdio: ["ignore", "ignore", "pipe"],
      });
    } else {
      needSuite(ctx, this.monitor);
      this.#process = scan(this.monitor, this.scan);
    }
  }

  /** Waits until the monitor can be asked. Only where a test depends on it being found. */
  async monitored(): Promise<void> {
    if (this.monitor === "svforge") {
      await waitFor("svscan", () => exists(join(this.scan, ".svscan/pid")));
    }
    if (this.monitor === "s6")
      await waitFor("s6-svscan", () => exists(join(this.scan, ".s6-svscan/control")));
  }

  /** Kills the monitor alone; what it supervised runs on. */
  killMonitor(): void {
    this.#process?.kill("SIGKILL");
  }

  /** Everything dies at once, and the scan directory is as empty as a tmpfs after a boot. */
  async powerOff(): Promise<void> {
    this.killMonitor();
    await waitFor("the end of everything", () => {
      const pids = processesIn(this.scan);
      for (const pid of pids) killIfThere(pid);
      return pids.length === 0;
    });
    rmSync(this.scan, { recursive: true });
    for (const name of readdirSync(this.root))
      if (name.startsWith("alone-")) rmdirSync(join(this.root, name));
  }

  /** Runs `svforge` in the project folder to its end. */
  svforge(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    const dirs = ["--scan-dir", this.scan, "--state-dir", this.state];
    const [command = "", ...rest] = args;
    const argv = [built("svforge"), command, ...dirs, ...rest];
    return new Promise((resolve) => {
      const options = { cwd: this.project, env: { ...process.env, ...environment }, maxBuffer: 1 << 26 };
      execFile(process.execPath, argv, options, (error, out, err) => {
        resolve({ code: error === null ? 0 : typeof error.code === "number" ? error.code : -1, out, err });
      });
    });
  }

  /** `svforge apply --yes`, which has to succeed. */
  async apply(...args: readonly string[]): Promise<Outcome> {
    const done = await this.svforge(["apply", "--yes", "--min-uptime", "300ms", ...args]);
    if (done.code !== 0) throw new Error(`apply ended with ${done.code}: ${done.err}${done.out}`);
    return done;
  }

  path(...parts: readonly string[]): string {
    return join(this.scan, ...parts);
  }

  status(entry: string): Status | undefined {
    return readServiceStatus(this.path(entry)).status;
  }

  pid(entry: string): number {
    return this.status(entry)?.pid ?? 0;
  }

  isAlive(entry: string): boolean {
    return readServiceStatus(this.path(entry)).supervision === "alive";
  }

  /** Waits until a process of the entry runs; gives its pid. */
  up(entry: string): Promise<number> {
    return waitFor(`${entry} up`, () => (this.isAlive(entry) ? this.pid(entry) : 0) || undefined);
  }

  /** Letters to the control FIFO, by the stock svc. */
  svc(ctx: TestContext, letters: string, entry: string): void {
    execFileSync(stock(ctx, "svc"), [`-${letters}`, this.path(entry)]);
  }

  async cleanUp(): Promise<void> {
    await endScan(this.#process, this.root);
  }
}

function daemon(root: string): string {
  return [
    // The trap first: a TERM right after the start must not leave the folder for the next one to trip over.
    `trap 'rmdir ${root}/alone-$1; exit 0' TERM`,
    `mkdir ${root}/alone-$1 || echo "$1 DOUBLE" >> ${root}/journal`,
    `echo "$1 start $VALUE" >> ${root}/journal`,
    "while :; do sleep 1 & wait $!; done\n",
  ].join("\n");
}

function split(extra: string): [top: string, tables: string] {
  const at = extra.indexOf("[");
  const table = /^\[/m.exec(extra)?.index ?? extra.length;
  return at < 0 ? [extra, ""] : [extra.slice(0, table), extra.slice(table)];
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Identity and time of everything below a folder, `supervise/` left out: what a look without a touch preserves. */
export function traces(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (path: string): void => {
    const stat = lstatSync(path, { bigint: true });
    found[path] = `${stat.ino} ${stat.mtimeNs} ${stat.mode} ${stat.size}`;
    if (!stat.isDirectory()) return;
    for (const name of readdirSync(path)) {
      if (name !== "supervise" && name !== ".svscan" && name !== ".s6-svscan") visit(join(path, name));
    }
  };
  visit(folder);
  return found;
}
