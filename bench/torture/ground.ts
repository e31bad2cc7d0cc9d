/**
 * One place to torture svforge in: a temporary folder with a scan directory, a monitor from the built `dist/`, and a
 * mark in the environment of everything started there. `leave` ends all of it and removes the folder, whatever happened.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readServiceStatus, type ServiceStatus } from "../../src/os/service-status.ts";
import { childrenOf, type Found, isRunning, MARK, markedProcesses, signal } from "./processes.ts";

export interface NewService {
  /** Text of `run`, without the first line. */
  readonly run: string;
  /** Lines go through svforge's own log engine into `LOGS/NAME`. */
  readonly logged?: boolean;
  /** Of the log. */
  readonly maxSize?: number;
  readonly json?: Readonly<Record<string, unknown>>;
  /** More files by name. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface MonitorStart {
  /** In front of the program: `["prlimit", "--nofile=64"]`. */
  readonly prefix?: readonly string[];
  /** For Node itself. */
  readonly nodeArgs?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The prefix gives it mounts of its own: the scan directory is looked at through them. */
  readonly ownMounts?: boolean;
  /** The prefix forks: svscan is its child. */
  readonly forks?: boolean;
}

/** Those that nobody has left yet. */
const open = new Set<Ground>();

export class Ground {
  readonly folder: string;
  readonly scan: string;
  /** The scan directory as the monitor sees it. */
  #seen: string;
  readonly logs: string;
  readonly mark: string;
  readonly names: string[] = [];
  /** Everything monitors have said. */
  messages = "";
  #monitor: ChildProcess | undefined;
  #isForked = false;

  constructor(title: string) {
    this.folder = mkdtempSync(join(tmpdir(), `svforge-torture-${title}-`));
    this.scan = join(this.folder, "scan");
    this.#seen = this.scan;
    this.logs = join(this.folder, "logs");
    this.mark = this.folder;
    mkdirSync(this.scan);
    mkdirSync(this.logs);
    open.add(this);
  }

  /** What everything started here inherits. */
  get environment(): Record<string, string> {
    return { PATH: process.env.PATH ?? "", [MARK]: this.mark };
  }

  /** Makes a service directory; it appears whole in the scan directory. */
  add(name: string, { run, logged, maxSize = 65_536, json, files = {} }: NewService): void {
    const made = join(this.folder, `new-${name}`);
    mkdirSync(made);
    const write = (path: string, content: string, mode = 0o644): void =>
      writeFileSync(join(made, path), content, { mode });
    for (const path of Object.keys(files)) mkdirSync(dirname(join(made, path)), { recursive: true });
    write("run", `#!/bin/sh\n${run}\n`, 0o755);
    if (json !== undefined) write("service.json", JSON.stringify({ format: "svforge.service/1", ...json }));
    if (logged === true) {
      mkdirSync(join(made, "log"));
      write("log/run", "#!/bin/sh\nexec svforge log service.json\n", 0o755);
      write("log/service.json", logJson(join(this.logs, name), maxSize));
    }
    for (const [path, content] of Object.entries(files))
      write(path, content, path.endsWith("run") ? 0o755 : 0o644);
    this.place(made, name);
  }

  /** Moves a finished directory into the scan directory. */
  place(made: string, name: string): void {
    const { status } = spawnSync("mv", ["-T", made, join(this.scan, name)]);
    if (status !== 0) throw new Error(`cannot move ${made} into place`);
    this.names.push(name);
  }

  /** Starts `svscan` and waits until it listens. */
  async start({
    prefix = [],
    nodeArgs = [],
    environment = {},
    ownMounts,
    forks = false,
  }: MonitorStart = {}): Promise<number> {
    // Of one that was killed: it says nothing of this one.
    rmSync(join(this.scan, ".svscan/pid"), { force: true });
    const argv = [...prefix, process.execPath, ...nodeArgs, program("svscan"), this.scan];
    const child = spawn(argv[0] ?? "", argv.slice(1), {
      cwd: this.folder,
      env: { ...environment, ...this.environment },
      stdio: ["ignore", "ignore", "pipe"],
    });
    child.stderr?.on("data", (bytes: Buffer) => {
      this.messages = (this.messages + bytes.toString()).slice(-100_000);
    });
    this.#monitor = child;
    this.#isForked = forks;
    await this.until("svscan listens", () => {
      if (hasEnded(child))
        throw new Error(`svscan ended with ${child.exitCode ?? child.signalCode}: ${this.messages}`);
      this.#seen = ownMounts === true ? `/proc/${this.monitorPid}/root${this.scan}` : this.scan;
      return this.monitorPid > 0 && existsSync(join(this.#seen, ".svscan/pid"));
    });
    return this.monitorPid;
  }

  /** Pid of svscan itself, also behind a prefix that forks; 0: not there. */
  get monitorPid(): number {
    const child = this.#monitor;
    if (child?.pid === undefined || hasEnded(child)) return 0;
    if (!this.#isForked) return child.pid;
    // Not what a prefix starts to try something, nor its own copy that is to become svscan.
    const isSvscan = ({ command }: Found): boolean => command.startsWith(`${process.execPath} `);
    return childrenOf(child.pid).find(isSvscan)?.pid ?? 0;
  }

  /** Whether it, or the prefix in front of it, has ended. */
  get hasMonitorEnded(): boolean {
    return this.#monitor === undefined || hasEnded(this.#monitor);
  }

  /** SIGKILL, and waits for the end. */
  async killMonitor(): Promise<void> {
    const child = this.#monitor;
    this.#tell("SIGKILL");
    await this.until("svscan's end", () => child === undefined || hasEnded(child));
  }

  /** Ends svscan in order. Gives its exit code. */
  async stopMonitor(limitMs = 30_000): Promise<number | null> {
    const child = this.#monitor;
    this.#tell("SIGTERM");
    await this.until("svscan's orderly end", () => child?.exitCode !== null, limitMs);
    return child?.exitCode ?? null;
  }

  #tell(name: NodeJS.Signals): void {
    const pid = this.monitorPid;
    if (pid !== 0) signal(pid, name);
  }

  /** Processes that lead a session and work in the service's directory: what monitors started as its `run`. */
  leadersIn(name: string): number[] {
    return markedProcesses(this.mark)
      .filter(({ pid, isLeader }) => isLeader && directoryOf(pid) === join(this.scan, name))
      .map(({ pid }) => pid);
  }

  /** Everything known about a service, for a failure's message. */
  describe(name: string): string {
    const processes = markedProcesses(this.mark).filter(
      ({ pid }) => directoryOf(pid) === join(this.scan, name),
    );
    return `${JSON.stringify(this.status(name))}\n${JSON.stringify(processes)}\n${this.messages.slice(-2000)}`;
  }

  status(name: string): ServiceStatus {
    return readServiceStatus(join(this.#seen, name));
  }

  /** Pid of the service's process; 0: none. */
  pidOf(name: string): number {
    const { supervision, status } = this.status(name);
    return supervision === "alive" ? (status?.pid ?? 0) : 0;
  }

  /** Waits until each service has a process that really runs. */
  async allUp(names: readonly string[] = this.names, limitMs = 30_000): Promise<void> {
    const missing = (): string[] => names.filter((name) => !isUp(this.pidOf(name)));
    try {
      await this.until("all services up", () => missing().length === 0, limitMs);
    } catch {
      throw new Error(`not up after ${limitMs} ms: ${missing().join(" ")}\n${this.messages.slice(-3000)}`);
    }
  }

  /** Sends control letters as `svc` does. */
  svc(letters: string, ...names: readonly string[]): void {
    const paths = names.map((name) => join(this.scan, name));
    spawnSync(process.execPath, [program("svc"), `-${letters}`, ...paths], { stdio: "ignore" });
  }

  /** Waits for a condition; fails with what was waited for. */
  async until(what: string, holds: () => boolean, limitMs = 30_000, everyMs = 20): Promise<void> {
    const deadline = performance.now() + limitMs;
    while (!holds()) {
      if (performance.now() > deadline)
        throw new Error(`waited ${limitMs} ms in vain: ${what}\n${this.messages.slice(-3000)}`);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }

  /** Ends everything that carries the mark, in whatever session it hides, and removes the folder. */
  async leave(): Promise<void> {
    const deadline = performance.now() + 30_000;
    this.#tell("SIGKILL");
    for (;;) {
      const left = markedProcesses(this.mark);
      if (left.length === 0) break;
      if (performance.now() > deadline)
        throw new Error(`cannot end ${left.map((p) => p.command).join(", ")}`);
      for (const { pid } of left) signal(pid, "SIGKILL");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    rmSync(this.folder, { recursive: true, force: true });
    open.delete(this);
  }
}

/** Leaves every ground: for whoever is told to end in the middle of a scenario, and then must end at once. */
export async function leaveAll(): Promise<void> {
  for (const ground of open) await ground.leave();
}

/** Path of one of our built programs, from the sources as well as from `dist/bench/torture/`. */
export function program(name: string): string {
  const above = new URL("../../", import.meta.url).pathname;
  const here = join(above, `${name}.cjs`);
  return existsSync(here) ? here : join(above, "dist", `${name}.cjs`);
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

function directoryOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return "";
  }
}

function isUp(pid: number): boolean {
  return pid !== 0 && isRunning(pid);
}

function logJson(dir: string, maxSize: number): string {
  const log = { to: { dir }, timestamp: "none", "max-size": maxSize, keep: 100_000 };
  return JSON.stringify({ format: "svforge.service/1", log });
}
