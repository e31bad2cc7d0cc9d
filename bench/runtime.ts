/**
 * The runtime beside runit, daemontools and s6: bring-up of logged services, CPU and memory for it, restart and control
 * latency, wake-ups when idle. Every process of a suite lives in a cgroup of its own, so nothing is forgotten and
 * nothing of others is counted. Needs root, a C compiler and the suites.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { interleave, type Report, report, type Sample, type Variant } from "./harness.ts";

const DIST = new URL("../", import.meta.url).pathname;
const ROUNDS = 3;
const TRIALS = 100;
/** cgroup v1 where the machine has it, else the unified hierarchy. */
const IS_V1 = existsSync("/sys/fs/cgroup/cpuacct");
const GROUP = `/sys/fs/cgroup/${IS_V1 ? "cpuacct/" : ""}svforge-bench`;

interface Suite {
  readonly name: string;
  readonly command: (scan: string) => readonly string[];
  readonly logger: string;
}

const SUITES: readonly Suite[] = [
  {
    name: "svforge",
    command: (scan) => [process.execPath, join(DIST, "svscan.cjs"), scan],
    logger: "exec svlogd main",
  },
  { name: "runit", command: (scan) => ["runsvdir", scan], logger: "mkdir -p main; exec svlogd main" },
  { name: "daemontools", command: (scan) => ["svscan", scan], logger: "exec multilog ./main" },
  { name: "s6", command: (scan) => ["s6-svscan", "-c", "2000", scan], logger: "exec s6-log ./main" },
];

/** Counts its start in a file, notes when it gets HUP, and waits. */
const PROGRAM = `
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>
#include <stdio.h>
static const char *file;
static void note(char what) {
  struct timespec t; char line[64]; int n, fd = open(file, O_WRONLY | O_APPEND | O_CREAT, 0644);
  clock_gettime(CLOCK_MONOTONIC, &t);
  n = snprintf(line, sizeof line, "%c %020lld\\n", what, t.tv_sec * 1000000000LL + t.tv_nsec);
  if (write(fd, line, n) < 0) _exit(1);
  close(fd);
}
static void hup(int s) { (void)s; note('h'); }
int main(int c, char **v) { file = v[c - 1]; signal(SIGHUP, hup); note('s'); for (;;) pause(); }
`;
const NOTE_BYTES = 23;

/** Runs the part: one report for a thousand services, one for ten, one for latencies. */
export async function run({ rounds = ROUNDS }: { rounds?: number } = {}): Promise<readonly Report[]> {
  const folder = mkdtempSync("/dev/shm/svforge-bench-");
  const suites = SUITES.filter((suite) => installed(suite.command("")[0] ?? ""));
  try {
    writeFileSync(join(folder, "program.c"), PROGRAM);
    execFileSync("cc", ["-O2", "-static", "-o", join(folder, "program"), join(folder, "program.c")]);
    return [
      await part(suites, rounds, "1,000 logged services", (suite) => bringUp(folder, suite, 1000)),
      await part(suites, rounds, "100 logged services", (suite) => bringUp(folder, suite, 100)),
      await part(suites, rounds, "10 logged services", (suite) => bringUp(folder, suite, 10)),
      await part(suites, rounds, "one logged service", (suite) => latencies(folder, suite)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    if (existsSync(GROUP)) execFileSync("rmdir", [GROUP]);
  }
}

async function part(
  suites: readonly Suite[],
  rounds: number,
  title: string,
  measure: (suite: Suite) => Promise<Sample>,
): Promise<Report> {
  const variants: Variant[] = suites.map((suite) => ({ name: suite.name, run: () => measure(suite) }));
  return report({
    part: "runtime",
    title: `Runtime: ${title}`,
    samples: await interleave(variants, { rounds }),
    notes: [
      "bring-up: from exec of the monitor to the first instruction of the last service; CPU: of everything in the cgroup, services included",
      "memory: PSS of every process but the services themselves",
    ],
  });
}

async function bringUp(folder: string, suite: Suite, count: number): Promise<Sample> {
  const scan = layOut(folder, suite, count);
  const notes = join(folder, "notes");
  madeGroup();
  const usedBefore = usageNs();
  const before = performance.now();
  const monitor = start(suite, scan);
  try {
    await until(() => statSync(notes).size >= count * NOTE_BYTES);
    const upMs = performance.now() - before;
    await quiet();
    const cpu = (usageNs() - usedBefore) / 1e9;
    const memory = pssOfGroup(join(folder, "program"));
    const idle = await idleFigures();
    return { "bring-up ms": upMs, "CPU s": cpu, "memory MB": memory, ...idle };
  } finally {
    await end(monitor);
  }
}

async function latencies(folder: string, suite: Suite): Promise<Sample> {
  const scan = layOut(folder, suite, 1);
  const notes = join(folder, "notes");
  const monitor = start(suite, scan);
  try {
    await until(() => statSync(notes).size >= NOTE_BYTES);
    await until(() => existsSync(join(scan, "s0/supervise/control")));
    await quiet();
    const control = await controlLatencies(join(scan, "s0/supervise/control"), notes);
    const restart = await restartLatencies(join(folder, "program"), notes);
    return {
      "control p50 us": quantile(control, 0.5),
      "control p99 us": quantile(control, 0.99),
      "restart p50 us": quantile(restart, 0.5),
      "restart p99 us": quantile(restart, 0.99),
    };
  } finally {
    await end(monitor);
  }
}

/** From the write of `h` to the first instruction of the service's handler. */
async function controlLatencies(control: string, notes: string): Promise<number[]> {
  const fd = openSync(control, constants.O_WRONLY | constants.O_NONBLOCK);
  const found: number[] = [];
  for (let i = 0; i < TRIALS; i++) {
    const size = statSync(notes).size;
    const before = process.hrtime.bigint();
    writeSync(fd, "h");
    await until(() => statSync(notes).size > size);
    found.push(Number(lastNote(notes) - before) / 1000);
    await pause(2);
  }
  closeSync(fd);
  return found;
}

/** From SIGKILL of a service older than a second to the first instruction of the next. */
async function restartLatencies(program: string, notes: string): Promise<number[]> {
  const found: number[] = [];
  for (let i = 0; i < TRIALS / 5; i++) {
    await pause(1050);
    const [pid] = pidsOfGroup().filter((p) => executableOf(p) === program);
    const size = statSync(notes).size;
    const before = process.hrtime.bigint();
    if (pid !== undefined) process.kill(pid, "SIGKILL");
    await until(() => statSync(notes).size > size);
    found.push(Number(lastNote(notes) - before) / 1000);
  }
  return found;
}

const lastNote = (notes: string): bigint => BigInt(readFileSync(notes, "latin1").slice(-21).trim());

function layOut(folder: string, suite: Suite, count: number): string {
  const scan = join(folder, "scan");
  rmSync(scan, { recursive: true, force: true, maxRetries: 5 });
  writeFileSync(join(folder, "notes"), "");
  for (let i = 0; i < count; i++) {
    const directory = join(scan, `s${i}`);
    mkdirSync(join(directory, "log"), { recursive: true });
    script(join(directory, "run"), `exec ${join(folder, "program")} ${join(folder, "notes")}`);
    script(join(directory, "log/run"), suite.logger);
    if (suite.name === "svforge") writeFileSync(join(directory, "log/service.json"), policyFor(directory));
  }
  return scan;
}

function script(path: string, body: string): void {
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
}

function policyFor(directory: string): string {
  const to = { dir: join(directory, "log/main") };
  const log = { to, timestamp: "none", "max-size": 1_000_000, keep: 10 };
  return JSON.stringify({ format: "svforge.service/1", log });
}

/** The monitor joins the cgroup before it becomes itself, so that all its descendants are in it. */
function start(suite: Suite, scan: string): ChildProcess {
  const joinGroup = `echo $$ >${madeGroup()}/cgroup.procs && exec "$@"`;
  return spawn("sh", ["-c", joinGroup, "sh", ...suite.command(scan)], {
    env: { PATH: process.env.PATH },
    stdio: "ignore",
  });
}

function madeGroup(): string {
  mkdirSync(GROUP, { recursive: true });
  return GROUP;
}

async function end(monitor: ChildProcess): Promise<void> {
  monitor.kill("SIGKILL");
  await until(() => {
    const pids = pidsOfGroup();
    for (const pid of pids) kill(pid);
    return pids.length === 0;
  });
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended meanwhile.
  }
}

function usageNs(): number {
  if (IS_V1) return Number(readFileSync(join(GROUP, "cpuacct.usage"), "utf8"));
  const text = readFileSync(join(GROUP, "cpu.stat"), "utf8");
  return Number(/^usage_usec (\d+)/m.exec(text)?.[1] ?? "0") * 1000;
}

function pidsOfGroup(): number[] {
  return readFileSync(join(GROUP, "cgroup.procs"), "utf8").split("\n").filter(Boolean).map(Number);
}

function executableOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return "";
  }
}

function pssOfGroup(service: string): number {
  let total = 0;
  for (const pid of pidsOfGroup()) {
    if (executableOf(pid) === service) continue;
    const text = existsSync(`/proc/${pid}/smaps_rollup`)
      ? readFileSync(`/proc/${pid}/smaps_rollup`, "latin1")
      : "";
    total += Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
  }
  return total / 1024;
}

/** Ten seconds of nothing: CPU, and how often any thread was woken. */
async function idleFigures(): Promise<Sample> {
  // Caches settle, garbage is collected once.
  await pause(15_000);
  const [cpu, switches] = [usageNs(), wakeUps()];
  await pause(10_000);
  return { "idle CPU ms in 10 s": (usageNs() - cpu) / 1e6, "idle wake-ups in 10 s": wakeUps() - switches };
}

function wakeUps(): number {
  let total = 0;
  for (const pid of pidsOfGroup())
    for (const thread of threadsOf(pid)) {
      const status = readFileSync(`/proc/${pid}/task/${thread}/status`, "latin1");
      total += Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    }
  return total;
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** Waits until the cgroup uses less than a twentieth of a CPU. */
async function quiet(): Promise<void> {
  for (;;) {
    const before = usageNs();
    await pause(500);
    if (usageNs() - before < 25e6) return;
  }
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error("a suite did not get there within two minutes");
    await pause(2);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0;
}

function installed(program: string): boolean {
  if (program.includes("/")) return true;
  return (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, program)));
}
