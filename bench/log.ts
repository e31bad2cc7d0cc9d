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
const WARM_UP_SECONDS = 4;
const WARM_UP_BYTES = 400e6;
/** Each logger's bytes of a round come in so many parts, in turn with the others'. */
const PARTS = 4;
/** After the writer has ended, a pipe still has something in it. */
const EMPTYING_MS = 20;
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

/**
 * All loggers have the same minutes: they run side by side, idle but for the one that is fed, and are fed a part each in
 * turn, round after round. What the machine does at the time is in the figures of all of them.
 */
async function throughput(loggers: readonly Logger[], stamped: boolean, rounds: number): Promise<Report> {
  const samples = new Map<string, Record<string, number>[]>(
    loggers.map(({ name }) => [name, Array.from({ length: rounds }, () => ({}))]),
  );
  for (const { length, total } of LENGTHS) {
    const worlds = loggers.map((logger) => ({ logger, world: new World(logger, stamped) }));
    try {
      for (const fed of worlds) await warmUp(fed, length);
      for (let round = 0; round < rounds; round++) {
        process.stderr.write(`\r${length} bytes: round ${round + 1} of ${rounds}      `);
        for (const [name, sample] of await inTurn(worlds, length, total))
          Object.assign(samples.get(name)?.[round] ?? {}, sample);
      }
    } finally {
      for (const { world } of worlds) await world.close();
    }
  }
  process.stderr.write("\r\u001b[K");
  return report({
    part: "log",
    title: `Log throughput, ${stamped ? "TAI64N stamps" : "no stamps"}`,
    samples,
    larger: LENGTHS.map(({ length }) => `${length}-byte lines, MB/s`),
    notes: [
      "Numbered lines through a pipe into files of 16 MB in memory; the writer is a process of its own.",
      `All loggers run at once and are fed in turn, ${PARTS} parts each a round, after ${WARM_UP_SECONDS} seconds that are not counted.`,
      "The floor: a C program that does nothing but read, write and rotate takes 0.68 to 0.96 s per GiB on this machine, by the minute.",
    ],
  });
}

interface Fed {
  readonly logger: Logger;
  readonly world: World;
}

async function warmUp({ logger, world }: Fed, length: number): Promise<void> {
  await world.ready();
  for (let seconds = 0; seconds < WARM_UP_SECONDS; )
    seconds += await flood(world.folder, length, WARM_UP_BYTES * logger.share);
}

/** One round. */
async function inTurn(worlds: readonly Fed[], length: number, total: number): Promise<Map<string, Sample>> {
  const found = worlds.map(({ logger, world }) => ({
    name: logger.name,
    world,
    bytes: total * logger.share,
    seconds: 0,
    cpu: 0,
  }));
  for (let part = 0; part < PARTS; part++)
    for (const fed of found) {
      const before = fed.world.cpuSeconds();
      fed.seconds += await flood(fed.world.folder, length, fed.bytes / PARTS);
      await new Promise((resolve) => setTimeout(resolve, EMPTYING_MS));
      fed.cpu += fed.world.cpuSeconds() - before;
    }
  const figures = ({ bytes, seconds, cpu }: (typeof found)[number]): Sample => ({
    [`${length}-byte lines, MB/s`]: bytes / 1e6 / seconds,
    [`${length}-byte lines, CPU s per GiB`]: cpu / (bytes / 2 ** 30),
  });
  return new Map(found.map((fed) => [fed.name, figures(fed)]));
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
