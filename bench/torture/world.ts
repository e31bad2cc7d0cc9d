/** A world that does what it should not: directories go away, logs flood, ten thousand entries appear. */
import { spawnSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ground } from "./ground.ts";
import { checkLines, numberedWriter } from "./lines.ts";
import { heldBy, isRunning } from "./processes.ts";
import { check, type Facts, type Order, type Scenario } from "./scenario.ts";

/** The scan directory is moved away and comes back: services run on meanwhile and are still the same. */
async function scanMovedAway(): Promise<Facts> {
  const ground = new Ground("moved");
  try {
    for (const name of ["a", "b"]) ground.add(name, { run: "exec sleep 1000" });
    const monitor = await ground.start();
    await ground.allUp();
    const pids = ["a", "b"].map((name) => ground.pidOf(name));
    const elsewhere = join(ground.folder, "elsewhere");
    renameSync(ground.scan, elsewhere);
    process.kill(monitor, "SIGALRM");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    check(isRunning(monitor) && pids.every(isRunning), "svscan and services run on");
    renameSync(elsewhere, ground.scan);
    process.kill(monitor, "SIGALRM");
    await ground.allUp();
    check(["a", "b"].map((name) => ground.pidOf(name)).join() === pids.join(), "same processes");
    ground.add("c", { run: "exec sleep 1000" });
    await ground.allUp();
    check((await ground.stopMonitor()) === 0, "svscan ends with 0");
    return { services: 3 };
  } finally {
    await ground.leave();
  }
}

/** The log's folder is removed under a running logger: it is made again and later lines are there. */
async function logFolderRemoved({ chance }: Order): Promise<Facts> {
  const ground = new Ground("logfolder");
  try {
    const notes = join(ground.folder, "notes");
    ground.add("writer", { run: numberedWriter(notes, { pause: "0.01" }), logged: true });
    await ground.start();
    await ground.allUp();
    const writer = ground.pidOf("writer");
    const current = join(ground.logs, "writer/current");
    const removals = 3;
    for (let n = 0; n < removals; n++) {
      await ground.until("lines", () => (statSync(current, { throwIfNoEntry: false })?.size ?? 0) > 0);
      await new Promise((resolve) => setTimeout(resolve, chance.below(100)));
      // The engine may make a file in it between the removal of the others and its own.
      rmSync(join(ground.logs, "writer"), { recursive: true, maxRetries: 20, retryDelay: 10 });
    }
    await ground.until(
      "lines again",
      () => (statSync(current, { throwIfNoEntry: false })?.size ?? 0) > 10_000,
    );
    check(ground.pidOf("writer") === writer, "the writer was not restarted");
    return { removals };
  } finally {
    await ground.leave();
  }
}

/** One service logs as fast as it can, another numbers its lines: none of those is lost or late. */
async function logFlood({ budgetMs }: Order): Promise<Facts> {
  const ground = new Ground("flood");
  try {
    const notes = join(ground.folder, "notes");
    const line = "x".repeat(200);
    ground.add("flood", { run: `exec yes ${line}`, files: FLOOD_FILES(join(ground.logs, "flood")) });
    ground.add("writer", { run: numberedWriter(notes, { pause: "0.02" }), logged: true });
    const monitor = await ground.start();
    await ground.allUp();
    const began = performance.now();
    const warm = heldBy(monitor).memoryKib;
    await new Promise((resolve) => setTimeout(resolve, Math.min(budgetMs, 60_000)));
    const seconds = (performance.now() - began) / 1000;
    const writer = ground.pidOf("writer");
    ground.svc("t", "writer");
    await ground.until(
      "control is obeyed in the flood",
      () => isAnother(ground.pidOf("writer"), writer),
      10_000,
    );
    const after = heldBy(monitor).memoryKib;
    check(after < warm + 131_072, `memory grew from ${warm} to ${after} KiB`);
    const megabytes = (ground.status("flood").log?.bytes ?? 0) / 1e6;
    check((await ground.stopMonitor()) === 0, "svscan ends with 0");
    const { lines } = checkLines(join(ground.logs, "writer"), notes);
    return {
      seconds: seconds.toFixed(0),
      "MB/s": (megabytes / seconds).toFixed(0),
      "numbered lines": lines,
    };
  } finally {
    await ground.leave();
  }
}

const FLOOD_FILES = (dir: string): Record<string, string> => ({
  "log/run": "#!/bin/sh\nexec svforge log service.json\n",
  "log/service.json": JSON.stringify({
    format: "svforge.service/1",
    log: { to: { dir }, timestamp: "tai64n", "max-size": 16_777_216, keep: 4 },
  }),
});

/** Of svscan, for a directory without a logger. */
const DESCRIPTORS_EACH = 4;

/** What svscan can have at most: as root fs.nr_open, where that may be asked for. */
function mostDescriptors(): number {
  const words = ["--nofile=1000000:1000000", "sh", "-c", "ulimit -n"];
  const { status, stdout } = spawnSync("prlimit", words, { encoding: "utf8" });
  if (status === 0) return Number(stdout);
  return Number(spawnSync("sh", ["-c", "ulimit -Hn"], { encoding: "utf8" }).stdout);
}

/** Thousands of entries: all are supervised, the monitor stays usable, and it ends in order. */
async function manyEntries({ isLong }: Order): Promise<Facts> {
  const ground = new Ground("many");
  try {
    const count = isLong ? Math.min(10_000, Math.floor((mostDescriptors() - 500) / DESCRIPTORS_EACH)) : 400;
    for (let i = 0; i < count; i++) {
      const folder = join(ground.scan, `s${i}`);
      mkdirSync(folder);
      writeFileSync(join(folder, "run"), "#!/bin/sh\nexec sleep 1000\n", { mode: 0o755 });
      writeFileSync(join(folder, "down"), "");
    }
    const began = performance.now();
    const monitor = await ground.start();
    const last = `s${count - 1}`;
    await ground.until(
      "all are supervised",
      () => ground.status(last).supervision === "alive" && ground.status("s0").supervision === "alive",
      120_000,
    );
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    ground.svc("u", last);
    await ground.allUp([last]);
    const { memoryKib, descriptors } = heldBy(monitor);
    check((await ground.stopMonitor(120_000)) === 0, "svscan ends with 0");
    return { entries: count, seconds, "memory KiB": memoryKib, descriptors };
  } finally {
    await ground.leave();
  }
}

function isAnother(pid: number, before: number): boolean {
  return pid !== 0 && pid !== before && isRunning(pid);
}

export const worldScenarios: readonly Scenario[] = [
  {
    name: "scan-moved",
    claim: "a scan directory that is moved away and back costs no service its process",
    run: scanMovedAway,
  },
  {
    name: "log-folder-removed",
    claim: "a log folder that is removed is made again; the writer is not restarted",
    run: logFolderRemoved,
  },
  {
    name: "log-flood",
    claim: "a service that floods its log delays neither control nor other logs, and memory stays bounded",
    run: logFlood,
  },
  {
    name: "many-entries",
    claim: "ten thousand entries are supervised, controlled and stopped in order",
    run: manyEntries,
  },
];
