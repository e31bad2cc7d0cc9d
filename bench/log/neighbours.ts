/** What a service that floods its log does to its neighbours under svscan: the delay of their lines and of control. */
import { spawn } from "node:child_process";
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { interleave, type Report, report, type Sample } from "../harness.ts";
import { workFolder } from "./worlds.ts";

const DIST = new URL("../", import.meta.url).pathname;
const LINES = 300;
const CONTROLS = 200;
/** Says that it was signalled, in a file. */
const OBEDIENT = "trap 'echo x >>../../obeyed' HUP\nwhile :; do sleep 1000 & wait; done";
const FLOOD =
  'exec yes "all work and no play makes a dull line of text, all work and no play makes a dull line of text, ..."';

/** With and without the flood, in turn. */
export async function neighbours(rounds: number): Promise<Report> {
  const variants = [
    { name: "quiet", run: () => measure(false) },
    { name: "beside a flood", run: () => measure(true) },
  ];
  return report({
    part: "log",
    title: "A quiet service under svscan, alone and beside one that floods its log (milliseconds)",
    samples: await interleave(variants, { rounds, warmUp: false }),
    notes: [
      "line: from the write to its being in `current`; control: from the byte on the FIFO to the handler's note, a shell's work.",
    ],
  });
}

async function measure(floods: boolean): Promise<Sample> {
  const folder = workFolder();
  const scan = join(folder, "scan");
  add(folder, "obedient", OBEDIENT);
  if (floods) add(folder, "flood", FLOOD);
  const monitor = spawn(process.execPath, [join(DIST, "svscan.cjs"), scan], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { PATH: process.env.PATH ?? "" },
  });
  try {
    await until(() => existsSync(join(scan, "obedient/supervise/log-pipe")));
    await until(() => !floods || sizeOf(join(folder, "logs/flood/current")) > 0);
    await pause(1000);
    const lines = await lineDelays(folder);
    const controls = await controlDelays(folder);
    return { ...quantiles("line", lines), ...quantiles("control", controls) };
  } finally {
    await stop(folder, monitor);
  }
}

function add(folder: string, name: string, run: string): void {
  const place = join(folder, "scan", name);
  mkdirSync(join(place, "log"), { recursive: true });
  const log = {
    to: { dir: join(folder, "logs", name) },
    timestamp: "tai64n",
    "max-size": 16_000_000,
    keep: 4,
  };
  writeFileSync(join(place, "log/service.json"), JSON.stringify({ format: "svforge.service/1", log }));
  writeFileSync(join(place, "log/run"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  writeFileSync(join(place, "run"), `#!/bin/sh\n${run}\n`, { mode: 0o755 });
}

async function lineDelays(folder: string): Promise<number[]> {
  const pipe = openSync(join(folder, "scan/obedient/supervise/log-pipe"), constants.O_RDWR);
  const current = join(folder, "logs/obedient/current");
  const found: number[] = [];
  for (let i = 0; i < LINES; i++) {
    const before = sizeOf(current);
    const start = performance.now();
    writeSync(pipe, `line ${i}\n`);
    await until(() => sizeOf(current) > before);
    found.push(performance.now() - start);
    await pause(3);
  }
  closeSync(pipe);
  return found;
}

async function controlDelays(folder: string): Promise<number[]> {
  const { O_WRONLY, O_NONBLOCK } = constants;
  const control = openSync(join(folder, "scan/obedient/supervise/control"), O_WRONLY | O_NONBLOCK);
  const note = join(folder, "obeyed");
  const found: number[] = [];
  for (let i = 0; i < CONTROLS; i++) {
    const before = sizeOf(note);
    const start = performance.now();
    writeSync(control, "h");
    await until(() => sizeOf(note) > before);
    found.push(performance.now() - start);
    await pause(5);
  }
  closeSync(control);
  return found;
}

function quantiles(name: string, values: number[]): Sample {
  const sorted = values.sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor(sorted.length * part)] ?? 0;
  return { [`${name} p50`]: at(0.5), [`${name} p99`]: at(0.99), [`${name} longest`]: sorted.at(-1) ?? 0 };
}

async function stop(folder: string, monitor: ReturnType<typeof spawn>): Promise<void> {
  const ended = new Promise((resolve) => monitor.once("exit", resolve));
  monitor.kill("SIGTERM");
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** Looks again and again, without sleeping; other processes have the second processor. */
async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error("waited 20 seconds in vain");
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
