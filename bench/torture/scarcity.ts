/** Running out: of disk for logs, of disk for records, of processes within a limit. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ground } from "./ground.ts";
import { checkLines, numberedWriter } from "./lines.ts";
import { isRunning, markedProcesses, signal } from "./processes.ts";
import { unlessRoot, without } from "./programs.ts";
import { check, type Facts, type Scenario } from "./scenario.ts";

/** A small file system of the monitor's own, over `folder`: nobody else on the machine sees it. */
const onSmallDisk = (folder: string, size: string, prepare = "true"): string[] => [
  ...["unshare", "--mount", "--propagation", "private", "sh", "-c"],
  `mount -t tmpfs -o size=${size},mode=0755 tmpfs '${folder}' && ${prepare} && exec "$@"`,
  "sh",
];

/** Grows it. */
function grow(pid: number, folder: string): void {
  const argv = ["-t", String(pid), "-m", "mount", "-o", "remount,size=256m", folder];
  const { status, stderr } = spawnSync("nsenter", argv, { encoding: "utf8" });
  check(status === 0, `the disk grows: ${stderr}`);
}

/** The log's disk fills up: writers wait. It grows: they go on, and no line is missing. */
async function logDiskFull(): Promise<Facts> {
  const ground = new Ground("logdisk");
  try {
    const notes = join(ground.folder, "notes");
    ground.add("writer", { run: numberedWriter(notes, { pause: "0" }), logged: true });
    ground.add("other", { run: "exec sleep 1000" });
    const pid = await ground.start({ prefix: onSmallDisk(ground.logs, "300k") });
    await ground.allUp();
    const writer = ground.pidOf("writer");
    await ground.until("svscan says that the disk is full", () => /disk space|ENOSPC/.test(ground.messages));
    const monitorView = join(`/proc/${pid}/root`, ground.logs, "writer");
    ground.svc("t", "other");
    await ground.allUp();
    check(ground.messages.length < 20_000, "it is not said again and again");
    grow(pid, ground.logs);
    // Files are being rotated while these are read; what is in them is checked at the end.
    const noted = (): number => highestNote(notes);
    const before = noted();
    await ground.until("lines flow again", () => noted() > before + 1000);
    check(ground.pidOf("writer") === writer, "the writer was not restarted");
    ground.svc("d", "writer");
    await ground.until("writer is down", () => ground.leadersIn("writer").length === 0);
    await ground.until("all its lines are there", () => isComplete(monitorView, notes));
    return { lines: checkLines(monitorView, notes).lines };
  } finally {
    await ground.leave();
  }
}

/** How far the writer says it is: it gets on only when the log takes its lines. */
function highestNote(notes: string): number {
  const names = readdirSync(notes).filter((name) => !name.endsWith(".new"));
  return Math.max(0, ...names.map((name) => Number(readFileSync(join(notes, name), "utf8"))));
}

function isComplete(folder: string, notes: string): boolean {
  try {
    checkLines(folder, notes);
    return true;
  } catch {
    return false;
  }
}

/** The scan directory's disk is full: services are kept running, and the records are right once there is room. */
async function recordDiskFull(): Promise<Facts> {
  const ground = new Ground("recorddisk");
  try {
    const outside = join(ground.folder, "outside");
    mkdirSync(outside);
    const make = `mkdir -p '${ground.scan}'/a && printf '#!/bin/sh\\necho x >>${outside}/starts\\nexec sleep 1000\\n' >'${ground.scan}'/a/run && chmod +x '${ground.scan}'/a/run`;
    const pid = await ground.start({ prefix: onSmallDisk(ground.scan, "128k", make), ownMounts: true });
    ground.names.push("a");
    await ground.allUp();
    spawnSync("nsenter", ["-t", String(pid), "-m", "sh", "-c", `cat /dev/zero >'${ground.scan}/.fill'`], {
      stdio: "ignore",
    });
    const starts = (): number => readFileSync(join(outside, "starts"), "utf8").length / 2;
    for (let n = 1; n <= 3; n++) {
      const goal = starts() + 1;
      for (const running of ground.leadersIn("a")) signal(running, "SIGKILL");
      await ground.until("started again without a disk", () => starts() >= goal);
    }
    check(isRunning(pid), "svscan lives");
    spawnSync("nsenter", ["-t", String(pid), "-m", "rm", `${ground.scan}/.fill`]);
    await ground.until("the record is right again", () => ground.pidOf("a") === ground.leadersIn("a")[0]);
    return { restarts: 3 };
  } finally {
    await ground.leave();
  }
}

/** A service that forks without end inside its limit: the others are untouched, and `svc -d` ends all of it. */
async function forkBomb(): Promise<Facts> {
  const ground = new Ground("bomb");
  try {
    const limited =
      "exec prlimit --nproc=60 setpriv --reuid=64123 --regid=64123 --clear-groups --no-new-privs sh -c";
    ground.add("bomb", {
      run: `${limited} 'f() { while :; do sleep 1000 & done; }; (f) 2>/dev/null & (f) 2>/dev/null & exec sleep 1000'`,
      json: { stop: { signal: "TERM", "timeout-ms": 500, kill: "group" } },
    });
    ground.add("quiet", { run: "exec sleep 1000" });
    const monitor = await ground.start();
    await ground.allUp(["quiet"]);
    const quiet = ground.pidOf("quiet");
    await ground.until("it has multiplied", () => markedProcesses(ground.mark).length > 40);
    ground.svc("t", "quiet");
    await ground.until(
      "others are served",
      () => ground.pidOf("quiet") !== quiet && isRunning(ground.pidOf("quiet")),
    );
    ground.svc("d", "bomb");
    await ground.until("all of the bomb is gone", () => markedProcesses(ground.mark).length <= 2, 60_000);
    check(isRunning(monitor), "svscan lives");
    return { processes: 60 };
  } finally {
    await ground.leave();
  }
}

export const scarcityScenarios: readonly Scenario[] = [
  {
    name: "log-disk-full",
    claim: "a full log disk makes writers wait; when there is room again every line is there",
    obstacle: () => unlessRoot() ?? without("unshare", "nsenter"),
    run: logDiskFull,
  },
  {
    name: "record-disk-full",
    claim:
      "without room for a status file services are restarted all the same, and the record is right when there is room",
    obstacle: () => unlessRoot() ?? without("unshare", "nsenter"),
    run: recordDiskFull,
  },
  {
    name: "fork-bomb",
    claim: "a fork bomb within its limits disturbs nobody, and stopping the service ends every process of it",
    obstacle: () => unlessRoot() ?? without("prlimit", "setpriv"),
    run: forkBomb,
  },
];
