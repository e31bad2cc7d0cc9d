/** A thousand open logs: what they cost in memory, and in processor time when lines come to all of them in turn. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, constants, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { interleave, type Report, report, type Sample } from "../harness.ts";
import { cpuSecondsOf, type Logger, workFolder } from "./worlds.ts";

const DIST = new URL("../", import.meta.url).pathname;
const LOGS = 1000;
const MEMORY_ROUNDS = 2;
/** Lines a second over all logs. */
const RATES: readonly number[] = [1000, 10_000];
const SECONDS = 4;
/** First, as for the throughput: what is asked about is a logger that has run for a while. */
const WARM_UP_RATE = 25_000;
/** As long as most lines are. */
const LINE: Buffer = Buffer.from(
  `${"all work and no play makes a dull line of text, ".repeat(3).slice(0, 99)}\n`,
);
/** What passes through each log before memory is measured: more than any buffer holds. */
const BURST_BYTES = 256 * 1024;

/** Memory of all logging processes. */
export async function memoryOfLogs(loggers: readonly Logger[], rounds: number): Promise<Report> {
  const variants = loggers.map((logger) => ({
    name: logger.name,
    run: () => memory(logger),
  }));
  return report({
    part: "log",
    title: `Memory of ${LOGS} open logs (PSS of all logging processes, MB)`,
    samples: await interleave(variants, { rounds: Math.min(rounds, MEMORY_ROUNDS), warmUp: false }),
    notes: [
      "svforge: the process with the logs less the same process without any, as the runtime is there anyway.",
      `After a burst: ${BURST_BYTES / 1024} KiB went through every tenth log at once.`,
    ],
  });
}

async function memory(logger: Logger): Promise<Sample> {
  const own = logger.name === "svforge" ? await emptyHost() : 0;
  const logs = await Thousand.start(logger);
  try {
    const open = logs.megabytes() - own;
    for (let i = 0; i < LOGS; i += 10) await logs.burst(i, BURST_BYTES);
    await pause(1000);
    return { "with a line each": open, "after a burst": logs.megabytes() - own };
  } finally {
    await logs.close();
  }
}

/** Processor time for lines that come to all logs in turn. */
export async function manyLogs(loggers: readonly Logger[]): Promise<Report> {
  const variants = loggers.map((logger) => ({ name: logger.name, run: () => rates(logger) }));
  return report({
    part: "log",
    title: `${LOGS} logs at once (CPU microseconds a line of all logging processes)`,
    samples: await interleave(variants, { rounds: 1, warmUp: false }),
    notes: [
      `100-byte lines to all logs in turn, ${SECONDS} seconds for each rate, after as long at ${WARM_UP_RATE.toLocaleString("en")} lines/s.`,
    ],
  });
}

async function rates(logger: Logger): Promise<Sample> {
  const logs = await Thousand.start(logger);
  try {
    const sample: Record<string, number> = {};
    await logs.feed(WARM_UP_RATE);
    for (const rate of RATES) {
      const before = logs.cpuSeconds();
      const lines = await logs.feed(rate);
      sample[`${rate.toLocaleString("en")} lines/s`] = ((logs.cpuSeconds() - before) / lines) * 1e6;
    }
    return sample;
  } finally {
    await logs.close();
  }
}

/** The logs of one logger, with a line in each. */
class Thousand {
  readonly #folder: string;
  readonly #children: readonly ChildProcess[];
  readonly #pipes: readonly number[];

  private constructor(folder: string, children: readonly ChildProcess[], pipes: readonly number[]) {
    this.#folder = folder;
    this.#children = children;
    this.#pipes = pipes;
  }

  static async start(logger: Logger): Promise<Thousand> {
    const folder = workFolder();
    const places = Array.from({ length: LOGS }, (_, i) => join(folder, String(i)));
    for (const place of places) mkdirSync(join(place, "log"), { recursive: true });
    spawnSync(
      "mkfifo",
      places.map((place) => join(place, "pipe")),
    );
    const pipes = places.map((place) => openSync(join(place, "pipe"), constants.O_RDWR));
    const children =
      logger.name === "svforge"
        ? [await host(folder, LOGS)]
        : places.map((place) => startPeer(logger, place));
    for (const pipe of pipes) writeSync(pipe, LINE);
    await pause(1500);
    return new Thousand(folder, children, pipes);
  }

  megabytes(): number {
    return this.#children.reduce((sum, child) => sum + pssMegabytes(child.pid ?? 0), 0);
  }

  cpuSeconds(): number {
    return this.#children.reduce((sum, child) => sum + cpuSecondsOf(child.pid ?? 0), 0);
  }

  /** Writes to one log as fast as it takes it. */
  async burst(index: number, bytes: number): Promise<void> {
    const piece = Buffer.concat(Array.from({ length: 40 }, () => LINE));
    for (let done = 0; done < bytes; done += piece.length) writeSync(this.#pipes[index] ?? -1, piece);
    await pause(1);
  }

  /** Lines to all logs in turn; gives how many. */
  async feed(rate: number): Promise<number> {
    const begin = performance.now();
    let done = 0;
    for (let elapsed = 0; elapsed < SECONDS * 1000; elapsed = performance.now() - begin) {
      for (const due = (elapsed / 1000) * rate; done < due; done++)
        writeSync(this.#pipes[done % LOGS] ?? -1, LINE);
      await pause(1);
    }
    await pause(300);
    return done;
  }

  async close(): Promise<void> {
    await end(this.#children);
    for (const pipe of this.#pipes) closeSync(pipe);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function startPeer(logger: Logger, place: string): ChildProcess {
  const input = openSync(join(place, "pipe"), constants.O_RDWR);
  const child = spawn(logger.program, logger.argv("./log", true), {
    cwd: place,
    stdio: [input, "ignore", "ignore"],
  });
  closeSync(input);
  return child;
}

/** The engine alone, with so many logs of `folder`. */
async function host(folder: string, count: number): Promise<ChildProcess> {
  const argv = [join(DIST, "bench/log/host.js"), folder, String(count), join(DIST, "svforge.cjs")];
  const child = spawn(process.execPath, argv, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env.PATH ?? "" },
  });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  return child;
}

async function emptyHost(): Promise<number> {
  const child = await host("/nonexistent", 0);
  await pause(500);
  const found = pssMegabytes(child.pid ?? 0);
  await end([child]);
  return found;
}

async function end(children: readonly ChildProcess[]): Promise<void> {
  await Promise.all(
    children.map((child) => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      return ended;
    }),
  );
}

function pssMegabytes(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, "latin1");
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1]) / 1000;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
