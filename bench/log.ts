/**
 * The log engine beside multilog, svlogd and s6-log: throughput and processor time for lines of 10, 100 and 2,000 bytes,
 * with and without stamps; the delay of a single line; the memory of a thousand open logs.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, constants, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { interleave, type Report, report, type Sample } from "./harness.ts";
import { flood, type Logger, loggersHere, World, workFolder } from "./log/worlds.ts";

const DIST = new URL("../", import.meta.url).pathname;
const LENGTHS: readonly { readonly length: number; readonly total: number }[] = [
  { length: 100, total: 960e6 },
  { length: 10, total: 240e6 },
  { length: 2000, total: 960e6 },
];
/** Before the measuring: a logger runs for months, a program just started is not what is asked about. */
const WARM_UP = 200e6;
const MESSAGES = 400;
const LOGS = 1000;

/** Runs the part: throughput with and without stamps, delay, memory. */
export async function run({ rounds = 5 }: { rounds?: number } = {}): Promise<readonly Report[]> {
  const loggers = loggersHere();
  const reports: Report[] = [];
  for (const stamped of [true, false]) reports.push(await throughput(loggers, stamped, rounds));
  reports.push(await delays(loggers, rounds));
  reports.push(await memory(loggers, Math.min(rounds, 3)));
  return reports;
}

async function throughput(loggers: readonly Logger[], stamped: boolean, rounds: number): Promise<Report> {
  const variants = loggers.map((logger) => ({
    name: logger.name,
    run: async () => {
      const sample: Record<string, number> = {};
      for (const { length, total } of LENGTHS)
        Object.assign(sample, await measure(logger, stamped, length, total * logger.share));
      return sample;
    },
  }));
  return report({
    part: "log",
    title: `Log throughput, ${stamped ? "TAI64N stamps" : "no stamps"}`,
    samples: await interleave(variants, { rounds }),
    larger: LENGTHS.map(({ length }) => `${length}-byte lines, MB/s`),
    notes: [
      "Numbered lines through a pipe into files of 16 MB in memory; the writer is a process of its own.",
      "The floor: a C program that does nothing but read 256 KiB, write and rotate takes 0.75 s per GiB on this machine.",
    ],
  });
}

async function measure(logger: Logger, stamped: boolean, length: number, total: number): Promise<Sample> {
  const world = new World(logger, stamped);
  try {
    await world.ready();
    await flood(world.folder, length, WARM_UP * logger.share);
    const before = world.cpuSeconds();
    const seconds = await flood(world.folder, length, total);
    return {
      [`${length}-byte lines, MB/s`]: total / 1e6 / seconds,
      [`${length}-byte lines, CPU s per GiB`]: (world.cpuSeconds() - before) / (total / 2 ** 30),
    };
  } finally {
    await world.close();
  }
}

async function delays(loggers: readonly Logger[], rounds: number): Promise<Report> {
  const variants = loggers.map((logger) => ({ name: logger.name, run: () => delay(logger) }));
  return report({
    part: "log",
    title: "Delay of a single line, written to visible in current (microseconds)",
    samples: await interleave(variants, { rounds }),
    notes: [
      `${MESSAGES} lines a round, one every few milliseconds; the observer asks for the file's size in a loop.`,
    ],
  });
}

async function delay(logger: Logger): Promise<Sample> {
  const world = new World(logger, true);
  try {
    await world.ready();
    const found: number[] = [];
    for (let i = 0; i < MESSAGES; i++) {
      const before = world.size();
      const start = performance.now();
      world.write(`message ${i}\n`);
      while (world.size() === before);
      found.push((performance.now() - start) * 1000);
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    found.sort((a, b) => a - b);
    return { p50: found[MESSAGES >> 1] ?? 0, p99: found[Math.floor(MESSAGES * 0.99)] ?? 0 };
  } finally {
    await world.close();
  }
}

async function memory(loggers: readonly Logger[], rounds: number): Promise<Report> {
  const variants = loggers.map((logger) => ({
    name: logger.name,
    run: logger.name === "svforge" ? () => engineMemory() : () => peerMemory(logger),
  }));
  return report({
    part: "log",
    title: `Memory of ${LOGS} open logs (PSS of all logging processes, MB)`,
    samples: await interleave(variants, { rounds, warmUp: false }),
    notes: [
      "svforge: the process with the logs less the same process without any, as the runtime is there anyway.",
    ],
  });
}

function prepare(folder: string): void {
  for (let i = 0; i < LOGS; i++) mkdirSync(join(folder, String(i), "log"), { recursive: true });
  spawnSync(
    "mkfifo",
    Array.from({ length: LOGS }, (_, i) => join(folder, String(i), "pipe")),
  );
}

async function engineMemory(): Promise<Sample> {
  const folder = workFolder();
  try {
    prepare(folder);
    const with_ = await host(folder, LOGS);
    const without = await host(folder, 0);
    return { "PSS MB": with_ - without };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function host(folder: string, count: number): Promise<number> {
  const argv = [join(DIST, "bench/log/host.js"), folder, String(count), join(DIST, "svforge.cjs")];
  const child = spawn(process.execPath, argv, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env.PATH ?? "" },
  });
  try {
    await new Promise((resolve) => child.stdout.once("data", resolve));
    await new Promise((resolve) => setTimeout(resolve, 500));
    return pssMegabytes(child.pid ?? 0);
  } finally {
    await end([child]);
  }
}

async function peerMemory(logger: Logger): Promise<Sample> {
  const folder = workFolder();
  const children: ChildProcess[] = [];
  try {
    prepare(folder);
    for (let i = 0; i < LOGS; i++) {
      const input = openSync(join(folder, String(i), "pipe"), constants.O_RDWR);
      const cwd = join(folder, String(i));
      children.push(
        spawn(logger.program, logger.argv("./log", true), { cwd, stdio: [input, "ignore", "ignore"] }),
      );
      closeSync(input);
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return { "PSS MB": children.reduce((sum, child) => sum + pssMegabytes(child.pid ?? 0), 0) };
  } finally {
    await end(children);
    rmSync(folder, { recursive: true, force: true });
  }
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
