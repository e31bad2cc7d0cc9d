/** A scan directory for one test, our svscan on it, and everything gone afterwards whatever happened. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { built } from "./programs.ts";
import { processesIn } from "./suites.ts";
import { waitFor } from "./wait-for.ts";

export interface StartOptions {
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Words before `node`: `["setpriv", …]`, `["unshare", …]`. */
  readonly prefix?: readonly string[];
}

export class ScanDir {
  /** Holds `scan/` and whatever a test writes beside it. */
  readonly root = mkdtempSync(join(tmpdir(), "svforge-scan-"));
  readonly path = join(this.root, "scan");
  readonly #running: ChildProcess[] = [];
  /** Standard output and error of the last monitor started. */
  out = "";
  err = "";

  constructor() {
    chmodSync(this.root, 0o755);
    mkdirSync(this.path);
  }

  /** Writes files of a directory: `run`, `finish`, `check` and those below `control/` are made executable. */
  write(name: string, files: Readonly<Record<string, string>>): void {
    for (const [file, content] of Object.entries(files)) {
      const path = join(this.path, name, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      if (/(^|\/)(run|finish|check)$|^control\//.test(file)) chmodSync(path, 0o755);
    }
  }

  /** A service directory that appears whole, as an administrator is told to do it. */
  add(name: string, files: Readonly<Record<string, string>>): void {
    this.write(`.${name}.new`, files);
    execFileSync("mv", [join(this.path, `.${name}.new`), join(this.path, name)]);
  }

  /** Starts svscan. */
  start(options: StartOptions = {}): ChildProcess {
    const command = [
      ...(options.prefix ?? []),
      process.execPath,
      built("svscan"),
      ...(options.args ?? []),
      this.path,
    ];
    const child = spawn(command[0] ?? "", command.slice(1), {
      env: { PATH: process.env.PATH, ...options.environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.out = "";
    this.err = "";
    child.stdout?.on("data", (text: Buffer) => {
      this.out += text;
    });
    child.stderr?.on("data", (text: Buffer) => {
      this.err += text;
    });
    this.#running.push(child);
    return child;
  }

  /** Has a svscan replaced by the program that is installed. Resolves once that runs: its stack is elsewhere. */
  async upgrade(child: ChildProcess): Promise<void> {
    const image = (): string => readFileSync(`/proc/${child.pid}/stat`, "utf8").split(" ")[27] ?? "";
    const before = image();
    child.kill("SIGUSR2");
    await waitFor("the new image", () => ![before, "0"].includes(image()));
  }

  /** Path of something in a service directory. */
  file(...parts: readonly string[]): string {
    return join(this.path, ...parts);
  }

  /** Text of a file, "" while it does not exist. `path` is relative to the root. */
  text(path: string): string {
    try {
      return readFileSync(join(this.root, path), "utf8");
    } catch {
      return "";
    }
  }

  lines(path: string): string[] {
    return this.text(path)
      .split("\n")
      .filter((line) => line !== "");
  }

  /** Letters on the control FIFO, by the stock svc. */
  svc(letters: string, ...names: readonly string[]): void {
    execFileSync("svc", [`-${letters}`, ...names.map((n) => this.file(n))], {
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** The stock svstat's line, without path and time: `up`, `down, normally up, want up`. */
  svstat(name: string): string {
    const line = execFileSync("svstat", [this.file(name)], { encoding: "utf8" }).trim();
    return line
      .slice(this.file(name).length + 2)
      .replace(/ \(pid \d+\)/, "")
      .replace(/ -?\d+ seconds/, "");
  }

  /** Pid in `supervise/pid`; 0 without one. */
  pid(name: string): number {
    const path = this.file(name, "supervise/pid");
    return existsSync(path) ? Number(readFileSync(path, "utf8")) : 0;
  }

  /** `supervise/svforge.json`. */
  record(name: string): Record<string, unknown> {
    try {
      return JSON.parse(readFileSync(this.file(name, "supervise/svforge.json"), "utf8")) as Record<
        string,
        unknown
      >;
    } catch {
      return {};
    }
  }

  /** Waits until svstat says so. */
  async is(name: string, state: string): Promise<void> {
    let seen = "";
    await waitFor(`${name}: ${state}`, () => {
      seen = this.svstat(name);
      return seen === state;
    }).catch((error: Error) => {
      throw new Error(`${error.message}; svstat: ${seen}; svscan: ${this.err}${this.out.slice(-500)}`);
    });
  }

  /** Waits until a service runs, with a pid other than `not`; gives the pid. */
  async up(name: string, not = 0): Promise<number> {
    return waitFor(`${name} up`, () => {
      const pid = this.pid(name);
      return pid !== 0 &&
        pid !== not &&
        existsSync(this.file(name, "supervise/ok")) &&
        this.svstat(name).startsWith("up")
        ? pid
        : undefined;
    }).catch((error: Error) => {
      throw new Error(`${error.message}; svscan: ${this.err}${this.out.slice(-500)}`);
    });
  }

  /** Waits for the end of a process started here; gives its exit code or signal. */
  async ended(child: ChildProcess): Promise<number | string> {
    await waitFor("svscan to end", () => child.exitCode !== null || child.signalCode !== null, 40_000);
    return child.exitCode ?? child.signalCode ?? "";
  }

  /** TERM, and the exit code. */
  async stop(child: ChildProcess): Promise<number | string> {
    child.kill("SIGTERM");
    return this.ended(child);
  }

  /** Kills whatever is left and removes the directory. */
  async cleanUp(): Promise<void> {
    for (const child of this.#running) child.kill("SIGKILL");
    // A monitor behind a wrapper is not our child.
    const monitor = Number(this.text("scan/.svscan/pid"));
    if (monitor > 1) killHard(monitor);
    await waitFor("the processes of a test to end", () => {
      const pids = processesIn(this.root);
      // One that has just ended by itself is no failure.
      for (const pid of pids) spawnSync("kill", ["-9", String(pid)], { stdio: "ignore" });
      return pids.length === 0;
    });
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A run that does nothing until it is told to end. */
export const SLEEPER = "#!/bin/sh\nexec sleep 100000\n";

/** A run that ignores TERM. */
export const STUBBORN = "#!/bin/sh\ntrap '' TERM\nwhile :; do sleep 1; done\n";

function killHard(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself meanwhile.
  }
}

export const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
};
