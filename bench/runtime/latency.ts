/** How soon a control byte arrives as a signal, and how soon a service that was killed runs again. */
import { closeSync, constants, existsSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import type { Sample } from "../harness.ts";
import { emptyGroup, quiet } from "./group.ts";
import { countOf, noteAt } from "./program.ts";
import { type Ground, layOut, type Suite, startInGroup } from "./suites.ts";
import { pause, quantile, until } from "./wait.ts";

const CONTROL_TRIALS = 1000;
const RESTART_TRIALS = 400;
/** So many services are killed in turn: each is older than a second when its turn comes. */
const IN_TURN = 50;
const EVERY_MS = 25;
/** s6 waits a second before each restart. */
const LIMIT_MS = 12_000;

/** Both latencies among `count` logged services. */
export async function latencies(ground: Ground, suite: Suite, count: number): Promise<Sample> {
  layOut(ground, suite, count, true);
  const monitor = startInGroup(suite.command(ground.scan));
  setOwnThreads("no-");
  try {
    await until(() => countOf(ground.notes) >= count);
    await until(() => existsSync(join(ground.scan, "s0/supervise/control")));
    await quiet();
    const control = await controlLatencies(ground);
    const restart = await restartLatencies(ground, Math.min(count, IN_TURN));
    return {
      "control p50 us": quantile(control, 0.5),
      "control p99 us": quantile(control, 0.99),
      "restart p50 us": quantile(restart, 0.5),
      "restart p99 us": quantile(restart, 0.99),
    };
  } finally {
    setOwnThreads("");
    monitor.kill("SIGKILL");
    await emptyGroup();
  }
}

/** V8's threads here, compiling and collecting, would take a processor from what is measured for milliseconds. */
function setOwnThreads(no: "" | "no-"): void {
  for (const flag of ["opt", "parallel-scavenge", "concurrent-marking"]) setFlagsFromString(`--${no}${flag}`);
}

/** From the write of `h` to the first instruction of the service's handler. */
async function controlLatencies({ scan, notes }: Ground): Promise<number[]> {
  const { O_WRONLY, O_NONBLOCK } = constants;
  const fd = openSync(join(scan, "s0/supervise/control"), O_WRONLY | O_NONBLOCK);
  const found: number[] = [];
  for (let i = 0; i < CONTROL_TRIALS; i++) {
    const count = countOf(notes);
    const before = process.hrtime.bigint();
    writeSync(fd, "h");
    await until(() => countOf(notes) > count);
    found.push(Number(noteAt(notes, count).atNs - before) / 1000);
    await pause(2);
  }
  closeSync(fd);
  return found;
}

/** From SIGKILL of a service older than a second to the first instruction of its successor. */
async function restartLatencies({ notes }: Ground, inTurn: number): Promise<number[]> {
  const pids = pidsById(notes);
  const deadline = performance.now() + LIMIT_MS;
  const found: number[] = [];
  for (let i = 0; i < RESTART_TRIALS && performance.now() < deadline; i++) {
    const started = performance.now();
    const id = i % inTurn;
    const count = countOf(notes);
    const before = process.hrtime.bigint();
    process.kill(pids.get(id) ?? 0, "SIGKILL");
    await until(() => countOf(notes) > count, 1);
    const note = noteAt(notes, count);
    pids.set(note.id, note.pid);
    found.push(Number(note.atNs - before) / 1000);
    await pause(Math.max(0, Math.max(EVERY_MS, OLD_MS / inTurn) - (performance.now() - started)));
  }
  return found;
}

/** One that has run for a second is restarted without a pause. */
const OLD_MS = 1100;

function pidsById(notes: string): Map<number, number> {
  const pids = new Map<number, number>();
  for (let i = 0; i < countOf(notes); i++) {
    const note = noteAt(notes, i);
    pids.set(note.id, note.pid);
  }
  return pids;
}
