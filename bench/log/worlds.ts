/** A logger under test: a FIFO into it, a log directory in memory, its processes' cost. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

const DIST = new URL("../", import.meta.url).pathname;
const MAX_SIZE = 16_000_000;

export interface Logger {
  readonly name: string;
  readonly program: string;
  /** Part of the bytes it gets, so that a round takes about as long for each. */
  readonly share: number;
  /** `dir` is relative to the working directory and begins with `./`. */
  readonly argv: (dir: string, stamped: boolean) => readonly string[];
}

export const LOGGERS: readonly Logger[] = [
  {
    name: "svforge",
    program: process.execPath,
    share: 1,
    argv: (dir, stamped) => [
      join(DIST, "svforge.cjs"),
      "log",
      ...["--timestamp", stamped ? "tai64n" : "none", "--max-size", String(MAX_SIZE), "--keep", "4", dir],
    ],
  },
  {
    name: "multilog",
    program: "multilog",
    share: 1 / 6,
    argv: (dir, stamped) => [...(stamped ? ["t"] : []), `s${MAX_SIZE}`, "n5", dir],
  },
  {
    name: "svlogd",
    program: "svlogd",
    share: 1 / 12,
    argv: (dir, stamped) => [...(stamped ? ["-t"] : []), dir],
  },
  {
    name: "s6-log",
    program: "s6-log",
    share: 1 / 3,
    argv: (dir, stamped) => [...(stamped ? ["t"] : []), "n4", `s${MAX_SIZE}`, dir],
  },
];

/** Those that are installed. */
export function loggersHere(): readonly Logger[] {
  return LOGGERS.filter(
    (l) =>
      spawnSync(l.program, ["--help"], { input: "", stdio: ["pipe", "ignore", "ignore"] }).error ===
      undefined,
  );
}

/** In memory where there is such a file system: the programs are measured, not the disk. */
export function workFolder(): string {
  return mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "svforge-bench-log-"));
}

export class World {
  readonly folder: string = workFolder();
  readonly current: string = join(this.folder, "log/current");
  readonly #child: ChildProcess;
  readonly #writer: number;

  constructor(logger: Logger, stamped: boolean) {
    mkdirSync(join(this.folder, "log"));
    spawnSync("mkfifo", [join(this.folder, "pipe")]);
    if (logger.name === "svlogd")
      spawnSync("sh", ["-c", `printf 's${MAX_SIZE}\\nn4\\n' >log/config`], { cwd: this.folder });
    this.#writer = openSync(join(this.folder, "pipe"), constants.O_RDWR);
    const input = openSync(join(this.folder, "pipe"), constants.O_RDONLY);
    this.#child = spawn(logger.program, logger.argv("./log", stamped), {
      cwd: this.folder,
      stdio: [input, "ignore", "inherit"],
      env: { PATH: process.env.PATH ?? "" },
    });
    closeSync(input);
  }

  write(text: string): void {
    writeSync(this.#writer, text);
  }

  size(): number {
    return statSync(this.current, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** The logger has written a line: it runs. */
  async ready(): Promise<void> {
    this.write("ready\n");
    while (this.size() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** Seconds of the logger so far, user and system, all threads. */
  cpuSeconds(): number {
    return cpuSecondsOf(this.#child.pid ?? 0);
  }

  async close(): Promise<void> {
    this.#child.kill("SIGKILL");
    await new Promise((resolve) =>
      (this.#child.exitCode ?? this.#child.signalCode) === null
        ? this.#child.once("exit", resolve)
        : resolve(undefined),
    );
    closeSync(this.#writer);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Of all threads that a process has now. To the nanosecond: ticks are too coarse for a part, and for a thousand processes. */
export function cpuSecondsOf(pid: number): number {
  return readdirSync(`/proc/${pid}/task`)
    .map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "latin1").split(" ")[0]))
    .reduce((sum, nanoseconds) => sum + nanoseconds / 1e9, 0);
}

/** Writes `total` bytes of numbered lines of `length` bytes to the pipe, from a process of its own; seconds it took. */
export function flood(folder: string, length: number, total: number): Promise<number> {
  const child = spawn(process.execPath, ["-e", WRITER, join(folder, "pipe"), String(length), String(total)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env.PATH ?? "" },
  });
  let started = 0;
  return new Promise((resolve) => {
    child.stdout.once("data", () => {
      started = performance.now();
    });
    child.once("exit", () => resolve((performance.now() - started) / 1000));
  });
}

const WRITER = `
const fs = require("node:fs");
const [pipe, length, total] = [process.argv[1], Number(process.argv[2]), Number(process.argv[3])];
const fd = fs.openSync(pipe, fs.constants.O_WRONLY);
const lines = [];
for (let i = 0, size = 0; size < 8e6; i++, size += length)
  lines.push((i + " " + "all work and no play makes a dull line of text, ".repeat(50)).slice(0, length - 1) + "\\n");
const text = Buffer.from(lines.join(""));
fs.writeSync(1, "go");
for (let done = 0, at = 0; done < total; ) {
  if (at + 65536 > text.length) at = 0;
  const n = fs.writeSync(fd, text, at, 65536);
  done += n;
  at += n;
}
`;
