/** The cgroup that holds every process of the suite being measured: nothing is forgotten, nothing of others is counted. */
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { pause, until } from "./wait.ts";

/** cgroup v1 where the machine has it, else the unified hierarchy. */
const IS_V1 = existsSync("/sys/fs/cgroup/cpuacct");
const GROUP = `/sys/fs/cgroup/${IS_V1 ? "cpuacct/" : ""}svforge-bench`;

/** Its folder, made where needed. */
export function madeGroup(): string {
  mkdirSync(GROUP, { recursive: true });
  return GROUP;
}

/** Removes it; it must be empty. */
export function removeGroup(): void {
  if (existsSync(GROUP)) rmdirSync(GROUP);
}

/** CPU that all processes of the group have used, ended ones included. */
export function usageNs(): number {
  if (IS_V1) return Number(readFileSync(join(GROUP, "cpuacct.usage"), "utf8"));
  const text = readFileSync(join(GROUP, "cpu.stat"), "utf8");
  return Number(/^usage_usec (\d+)/m.exec(text)?.[1] ?? "0") * 1000;
}

/** Its processes. */
export function pidsOfGroup(): number[] {
  return readFileSync(join(GROUP, "cgroup.procs"), "utf8").split("\n").filter(Boolean).map(Number);
}

/** Kills what is in it. */
export async function emptyGroup(): Promise<void> {
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

/** Waits until the group uses less than a twentieth of a CPU. */
export async function quiet(): Promise<void> {
  for (;;) {
    const before = usageNs();
    await pause(500);
    if (usageNs() - before < 25e6) return;
  }
}

export interface Memory {
  /** Proportional set size. */
  readonly pssMb: number;
  /** Kernel stacks (16 KiB a thread) and page tables. */
  readonly kernelMb: number;
  readonly processes: number;
}

/** Of every process but those that run `service`. */
export function memoryOfGroup(service: string): Memory {
  let [pss, kernel, processes] = [0, 0, 0];
  for (const pid of pidsOfGroup()) {
    if (executableOf(pid) === service) continue;
    const status = read(`/proc/${pid}/status`);
    pss += numberIn(read(`/proc/${pid}/smaps_rollup`), /^Pss:\s+(\d+)/m);
    kernel += numberIn(status, /^VmPTE:\s+(\d+)/m) + 16 * numberIn(status, /^Threads:\s+(\d+)/m);
    processes += 1;
  }
  return { pssMb: pss / 1024, kernelMb: kernel / 1024, processes };
}

/** How often any thread of the group gave up the CPU to wait, so far. */
export function wakeUps(): number {
  let total = 0;
  for (const pid of pidsOfGroup())
    for (const thread of threadsOf(pid))
      total += numberIn(read(`/proc/${pid}/task/${thread}/status`), /^voluntary_ctxt_switches:\s+(\d+)/m);
  return total;
}

function executableOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return "";
  }
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** "" for a process that has ended. */
function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

const numberIn = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? 0);
