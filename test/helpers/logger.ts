/** A log directory, a pipe that nobody severs, and loggers that come and go: what the log tests play with. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { built } from "./programs.ts";
import { waitFor } from "./wait-for.ts";

export class LogWorld {
  readonly folder: string = mkdtempSync(join(tmpdir(), "svforge-log-"));
  readonly dir: string = join(this.folder, "log");
  readonly errors: string[] = [];
  readonly #loggers: ChildProcess[] = [];
  #writer = -1;

  constructor() {
    spawnSync("mkfifo", [join(this.folder, "pipe")]);
    this.#writer = openSync(join(this.folder, "pipe"), constants.O_RDWR);
  }

  /** Writes to the pipe, as a service does. Blocks when it is full. */
  write(text: string | Uint8Array): void {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#writer, bytes, done);
  }

  /** Starts a logger, or whatever ends with it, with the pipe as its standard input. */
  start(argv: readonly string[], output: number | "ignore" = "ignore"): ChildProcess {
    const input = openSync(join(this.folder, "pipe"), constants.O_RDONLY);
    const child = spawn(argv[0] ?? "", argv.slice(1), { stdio: [input, output, "pipe"], cwd: this.folder });
    closeSync(input);
    child.stderr?.on("data", (data) => this.errors.push(String(data)));
    this.#loggers.push(child);
    return child;
  }

  /** Starts `svforge log OPTIONS DIR`. */
  startOurs(...options: string[]): ChildProcess {
    return this.start([process.execPath, built("svforge"), "log", ...options, this.dir]);
  }

  /** Ends a logger and waits. */
  async end(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    child.kill(signal);
    await waitFor(
      `the logger's end after ${signal}`,
      () => child.exitCode !== null || child.signalCode !== null,
    );
  }

  /** All log files, oldest first, as one text. A logger that rotates meanwhile makes it look again. */
  text(): string {
    for (;;) {
      try {
        return this.files()
          .map((name) => {
            const bytes = readFileSync(join(this.dir, name));
            return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("latin1");
          })
          .join("");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      }
    }
  }

  /** Whole lines of a file. */
  linesOf(path: string): string[] {
    return readFileSync(path, "utf8").split("\n").slice(0, -1);
  }

  /** Names of the log files, oldest first, `current` last. */
  files(): string[] {
    if (!existsSync(this.dir)) return [];
    const names = readdirSync(this.dir).sort();
    return [...names.filter((n) => n.startsWith("@")), ...names.filter((n) => n === "current")];
  }

  /** Waits until the log ends with this line. */
  async awaitLine(line: string): Promise<void> {
    await waitFor(`${line} in the log`, () => this.text().endsWith(`${line}\n`));
  }

  async remove(): Promise<void> {
    for (const child of this.#loggers)
      if (child.exitCode === null && child.signalCode === null) await this.end(child, "SIGKILL");
    closeSync(this.#writer);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The lines of a log text without their stamps. */
export function withoutStamps(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.replace(/^(@[0-9a-f]{24}|\d{4}-\d\d-\d\d[T_][\d:.]+) /, ""));
}
