/** Starting many services at once: how long, how much CPU, how much memory afterwards, and how long to end them all. */
import type { ChildProcess } from "node:child_process";
import { performance } from "node:perf_hooks";
import type { Sample } from "../harness.ts";
import { emptyGroup, madeGroup, memoryOfGroup, pidsOfGroup, quiet, usageNs } from "./group.ts";
import { countOf } from "./program.ts";
import { type Ground, layOut, type Suite, startInGroup } from "./suites.ts";
import { until } from "./wait.ts";

export interface Load {
  readonly count: number;
  readonly isLogged: boolean;
}

/** From exec of the monitor to the first instruction of the last service, and what came of it. */
export async function bringUp(ground: Ground, suite: Suite, load: Load): Promise<Sample> {
  const { upMs, cpuS, monitor } = await startAll(ground, suite.command(ground.scan), suite, load);
  try {
    const { pssMb, kernelMb, processes } = memoryOfGroup(ground.program);
    const memory = { "memory MB": pssMb, "kernel stacks and page tables MB": kernelMb, processes };
    return {
      "bring-up ms": upMs,
      "CPU s": cpuS,
      ...memory,
      "shutdown ms": await endAll(ground, suite, monitor),
    };
  } finally {
    monitor.kill("SIGKILL");
    await emptyGroup();
  }
}

/** CPU that the services' own exec takes, whoever starts them. */
export async function floorOf(ground: Ground, suite: Suite, load: Load): Promise<number> {
  const command = [ground.program, "spawn", ground.scan, String(load.count)];
  const { cpuS, monitor } = await startAll(ground, command, suite, load);
  monitor.kill("SIGKILL");
  await emptyGroup();
  return cpuS;
}

interface Started {
  readonly upMs: number;
  readonly cpuS: number;
  readonly monitor: ChildProcess;
}

async function startAll(
  ground: Ground,
  command: readonly string[],
  suite: Suite,
  { count, isLogged }: Load,
): Promise<Started> {
  layOut(ground, suite, count, isLogged);
  madeGroup();
  const usedBefore = usageNs();
  const before = performance.now();
  const monitor = startInGroup(command);
  try {
    await until(() => countOf(ground.notes) >= count);
    const upMs = performance.now() - before;
    await quiet();
    return { upMs, cpuS: (usageNs() - usedBefore) / 1e9, monitor };
  } catch (error) {
    monitor.kill("SIGKILL");
    await emptyGroup();
    throw error;
  }
}

async function endAll({ scan }: Ground, suite: Suite, monitor: ChildProcess): Promise<number> {
  const before = performance.now();
  if (suite.end === undefined) monitor.kill("SIGTERM");
  else suite.end(monitor, scan);
  await until(() => pidsOfGroup().length === 0);
  return performance.now() - before;
}
