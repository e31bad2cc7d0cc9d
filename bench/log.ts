/**
 * The log engine beside multilog, svlogd and s6-log: throughput and processor time for lines of 10, 100 and 2,000 bytes,
 * with and without stamps; the delay of a single line; memory and processor time of a thousand open logs; and what a
 * flooding service does to its neighbours.
 */
import { performance } from "node:perf_hooks";
import { interleave, measureSections, type Report, report, type Sample } from "./harness.ts";
import { neighbours } from "./log/neighbours.ts";
import { manyLogs, memoryOfLogs } from "./log/thousand.ts";
import { flood, type Logger, loggersHere, World } from "./log/worlds.ts";

const LENGTHS: readonly { readonly length: number; readonly total: number }[] = [
  { length: 100, total: 480e6 },
  { length: 10, total: 120e6 },
  { length: 2000, total: 480e6 },
];
/** Before the measuring: a logger runs for months, a program just started is not what is asked about. */
const WARM_UP = 400e6;
const MESSAGES = 400;

const ROUNDS = 3;

/** One table, by what `--only` calls it. */
interface Section {
  readonly name: string;
  readonly measure: (loggers: readonly Logger[], rounds: number) => Promise<Report>;
}

const SECTIONS: readonly Section[] = [
  { name: "stamped", measure: (loggers, rounds) => throughput(loggers, true, rounds) },
  { name: "plain", measure: (loggers, rounds) => throughput(loggers, false, rounds) },
  { name: "delay", measure: delays },
  { name: "memory", measure: memoryOfLogs },
  { name: "many", measure: manyLogs },
  { name: "neighbours", measure: (_loggers, rounds) => neighbours(rounds) },
];

/** Runs every section, or the `only` one of that name. */
export async function run({
  rounds = ROUNDS,
  only,
}: {
  rounds?: number;
  only?: string;
} = {}): Promise<readonly Report[]> {
  const loggers = loggersHere();
  return measureSections(SECTIONS, only, (section) => section.measure(loggers, rounds));
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
    samples: await interleave(variants, { rounds, warmUp: false }),
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
    samples: await interleave(variants, { rounds, warmUp: false }),
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
