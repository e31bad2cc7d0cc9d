/**
 * The runtime beside runit, daemontools and s6: bring-up and shutdown, CPU and memory for it, restart and control latency,
 * wake-ups when idle. Every process of a suite lives in a cgroup of its own. Needs root, a C compiler and the suites.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openFilesLimit } from "../src/os/libc.ts";
import { shortageOf } from "../src/runtime/descriptor-room.ts";
import { interleave, measureSections, type Report, report, type Sample, sectionsFor } from "./harness.ts";
import { bringUp, floorOf, type Load } from "./runtime/bring-up.ts";
import { removeGroup } from "./runtime/group.ts";
import { idle } from "./runtime/idle.ts";
import { latencies } from "./runtime/latency.ts";
import { compileProgram } from "./runtime/program.ts";
import { type Ground, type Suite, suitesFor } from "./runtime/suites.ts";

const ROUNDS = 3;

/** One table. */
interface Section {
  /** What `--only` names. */
  readonly name: string;
  readonly title: string;
  readonly count: number;
  /** At most, however many are asked for. */
  readonly rounds?: number;
  /** Each round is long: what comes first in it weighs little, no round is spent on it. */
  readonly isWarm?: boolean;
  readonly measure: (ground: Ground, suite: Suite) => Promise<Sample>;
  readonly load?: Load;
}

const SECTIONS: readonly Section[] = [
  ...[1000, 100, 10, 5000].flatMap((count) => [bringUpOf(count, true), bringUpOf(count, false)]),
  // As many as fit where the limit on open files is 20,000.
  bringUpOf(4900, false),
  {
    name: "latency",
    title: "50 logged services: latencies",
    count: 50,
    isWarm: true,
    measure: (ground, suite) => latencies(ground, suite, 50),
  },
  {
    name: "latency-1000",
    title: "1,000 logged services: latencies",
    count: 1000,
    isWarm: true,
    measure: (ground, suite) => latencies(ground, suite, 1000),
  },
  {
    name: "idle",
    title: "1,000 logged services: idle",
    count: 1000,
    rounds: 1,
    measure: (ground, suite) => idle(ground, suite, 1000),
  },
];

function bringUpOf(count: number, isLogged: boolean): Section {
  const load = { count, isLogged };
  return {
    name: `${isLogged ? "logged" : "plain"}-${count}`,
    title: `${count.toLocaleString("en")} services ${isLogged ? "with loggers" : "without loggers"}`,
    count,
    ...(count > 1000 ? { rounds: 1 } : {}),
    measure: (ground, suite) => bringUp(ground, suite, load),
    load,
  };
}

/** Runs every section, or the `only` one of that name. */
export async function run({
  rounds = ROUNDS,
  only,
}: {
  rounds?: number;
  only?: string;
} = {}): Promise<readonly Report[]> {
  const sections = sectionsFor(SECTIONS, only);
  const folder = mkdtempSync("/dev/shm/svforge-bench-");
  const program = compileProgram(folder);
  const ground = { folder, program, notes: join(folder, "notes"), scan: join(folder, "scan") };
  try {
    return await measureSections(sections, only, (section) => table(ground, section, rounds));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    removeGroup();
  }
}

async function table(ground: Ground, section: Section, rounds: number): Promise<Report> {
  const obstacle = obstacleTo(section);
  if (obstacle !== undefined)
    return report({
      part: "runtime",
      title: `Runtime: ${section.title}`,
      samples: new Map(),
      notes: [`left out: ${obstacle}`],
    });
  const suites = suitesFor(section.count);
  const variants = suites.map((suite) => ({
    name: suite.name,
    run: () => section.measure(ground, suite),
  }));
  const most = Math.min(rounds, section.rounds ?? rounds);
  // A single round is of something too long to be done twice.
  const samples = await interleave(variants, { rounds: most, warmUp: most > 1 && section.isWarm !== true });
  return report({
    part: "runtime",
    title: `Runtime: ${section.title}`,
    samples,
    notes: await notesFor(ground, section, suites),
  });
}

/** Why these services cannot all be supervised by one process here; undefined: they can. */
function obstacleTo({ count, load }: Section): string | undefined {
  const { hard } = openFilesLimit();
  return shortageOf(Array(count).fill({ hasLog: load?.isLogged ?? true }), hard);
}

async function notesFor(
  ground: Ground,
  { load, name }: Section,
  suites: readonly Suite[],
): Promise<string[]> {
  const [suite] = suites;
  if (load !== undefined && suite !== undefined) {
    const floor = await floorOf(ground, suite, load);
    return [
      "bring-up: from exec of the monitor to the first instruction of the last service; CPU: of everything in the cgroup until it is quiet, services included",
      `of that CPU, ${floor.toFixed(2)} s are the exec of the services themselves, as measured by starting them with posix_spawn alone`,
      "memory: PSS of every process but the services; kernel stacks count 16 KiB a thread; shutdown: until no process is left",
    ];
  }
  if (name === "idle")
    return [
      "wake-ups: voluntary context switches of all threads; svforge looks at its directories every five seconds",
    ];
  return [
    "control: from the write of a byte to the first instruction of the service's signal handler, 1,000 times a round",
    "restart: from SIGKILL of a service older than a second to the first instruction of its successor, 400 times a round (s6: what 12 seconds allow)",
    "the suites take turns; of each figure the median of the rounds, since the machine alone makes one trial in a few hundred slow",
  ];
}
