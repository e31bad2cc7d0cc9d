/**
 * Faults in the system calls of a living monitor, put there by strace: while they last services are killed, added and
 * taken away; once they are over everything must be as wanted, by the same monitor, without anybody's help.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { Ground } from "./ground.ts";
import { checkLines, numberedWriter } from "./lines.ts";
import { heldBy, isRunning, signal } from "./processes.ts";
import { unlessRoot, without } from "./programs.ts";
import { check, type Facts, type Order, type Scenario } from "./scenario.ts";

interface Fault {
  readonly what: string;
  readonly calls: string;
  /** strace's words: `error=EIO`, `delay_enter=100000`. */
  readonly effect: string;
  /** Only calls on files of `supervise/`: other writes are Node's own wake-ups, whose failure ends any Node program. */
  readonly onlyRecords?: boolean;
  /** The log engine's thread is there already: what no new thread of Node could live without fails. */
  readonly warm?: boolean;
}

const FAULTS: readonly Fault[] = [
  { what: "fork fails", calls: "clone,clone3,vfork", effect: "error=EAGAIN" },
  { what: "no memory for a process", calls: "clone,clone3,vfork", effect: "error=ENOMEM" },
  { what: "no descriptor left", calls: "openat", effect: "error=EMFILE" },
  { what: "no descriptor left in the system", calls: "openat", effect: "error=ENFILE" },
  { what: "opening meets a bad disk", calls: "openat", effect: "error=EIO" },
  { what: "opening is denied", calls: "openat", effect: "error=EACCES" },
  { what: "opening has no memory", calls: "openat", effect: "error=ENOMEM" },
  { what: "read-only file system", calls: "openat,mkdir,rename", effect: "error=EROFS" },
  { what: "directories cannot be read", calls: "getdents64", effect: "error=EIO" },
  { what: "stat meets a bad disk", calls: "statx,newfstatat,stat,lstat", effect: "error=EIO" },
  { what: "full disk at rename", calls: "rename", effect: "error=ENOSPC" },
  { what: "full disk at write", calls: "write", effect: "error=ENOSPC", onlyRecords: true },
  { what: "bad disk at write", calls: "write", effect: "error=EIO", onlyRecords: true },
  { what: "no directory can be made", calls: "mkdir", effect: "error=ENOSPC" },
  { what: "no FIFO can be made", calls: "mknodat,mknod", effect: "error=ENOSPC" },
  { what: "locking has no memory", calls: "flock", effect: "error=ENOLCK" },
  { what: "no inotify watch left", calls: "inotify_add_watch", effect: "error=ENOSPC" },
  { what: "what is old cannot be removed", calls: "unlink,unlinkat,rmdir", effect: "error=EIO" },
  { what: "modes cannot be set", calls: "chmod,fchmod,fchmodat", effect: "error=EPERM" },
  { what: "owners cannot be set", calls: "chown,fchown,fchownat,lchown", effect: "error=EROFS" },
  { what: "no pipe", calls: "pipe,pipe2", effect: "error=ENFILE" },
  { what: "no socket", calls: "socket,bind", effect: "error=ENOBUFS" },
  { what: "no memory to watch a descriptor", calls: "epoll_ctl", effect: "error=ENOMEM", warm: true },
  { what: "no memory to watch a process", calls: "pidfd_open", effect: "error=ENOMEM" },
  { what: "signals are refused", calls: "kill", effect: "error=EPERM" },
  { what: "waiting is interrupted", calls: "waitid,wait4", effect: "error=EINTR" },
  { what: "opening is interrupted", calls: "openat,open", effect: "error=EINTR" },
  { what: "limits cannot be changed", calls: "prlimit64,setrlimit", effect: "error=EPERM" },
  { what: "slow disk", calls: "openat,rename,write", effect: "delay_enter=2000", onlyRecords: true },
];

const SERVICES = ["a", "b", "c"] as const;
/** Needs a socket before it can start. */
const NOTIFYING = { ready: { notify: "systemd", "interval-ms": 100, "timeout-ms": null } };

async function faults({ chance, isLong }: Order): Promise<Facts> {
  const chosen = isLong ? FAULTS : [FAULTS[0], FAULTS[2], chance.of(FAULTS as readonly [Fault, ...Fault[]])];
  let done = 0;
  const failed: string[] = [];
  for (const fault of chosen) {
    if (fault === undefined) continue;
    try {
      await oneFault(fault);
      done += 1;
    } catch (error) {
      failed.push(`${fault.what} (${fault.calls}: ${fault.effect}): ${String(error)}`);
    }
  }
  if (failed.length > 0) throw new Error(failed.join("\n\n"));
  return { faults: done };
}

/** While the fault lasts: a killed service, a new one, one taken away. Afterwards: all as wanted, same monitor. */
async function oneFault(fault: Fault): Promise<void> {
  const ground = new Ground("fault");
  try {
    for (const name of SERVICES)
      ground.add(name, { run: "exec sleep 1000", logged: fault.warm === true && name === "c" });
    const monitor = await ground.start();
    await ground.allUp();
    if (fault.warm === true)
      await ground.until("the log thread", () => existsSync(join(ground.logs, "c/current")));
    const untouched = ground.pidOf("c");
    const tracer = await inject(ground, monitor, fault);
    signal(ground.pidOf("a"), "SIGKILL");
    ground.add("d", { run: "exec sleep 1000", logged: true });
    ground.add("e", { run: "exec sleep 1000", json: NOTIFYING });
    renameSync(join(ground.scan, "b"), join(ground.scan, ".b"));
    await new Promise((resolve) => setTimeout(resolve, 700));
    ground.svc("a", "a");
    check(isRunning(monitor), `svscan lives through it: ${ground.messages.slice(-2000)}`);
    check(isRunning(untouched), "a service nobody touched lives through it");
    await end(tracer);
    check(isRunning(monitor), `svscan lives after it: ${ground.messages.slice(-2000)}`);
    await ground.allUp(["a", "c", "d", "e"]);
    check(!ground.messages.includes("bug, please report"), `messages are clear: ${ground.messages}`);
    check(ground.pidOf("c") === untouched, "a service nobody touched kept its process");
    await ground.until("the service taken away is down", () => ground.leadersIn(".b").length === 0);
    check((await ground.stopMonitor()) === 0, "svscan ends with 0");
  } finally {
    await ground.leave();
  }
}

/** Rotated logs are forced to disk on a disk that takes seconds, then fails: writers, other logs and control do not notice. */
async function slowSync({ chance, isLong }: Order): Promise<Facts> {
  const ground = new Ground("sync");
  try {
    const notes = join(ground.folder, "notes");
    ground.add("writer", { run: numberedWriter(notes, { pause: "0.01" }), logged: true, maxSize: 16_384 });
    for (const name of SERVICES) ground.add(name, { run: "exec sleep 1000" });
    const monitor = await ground.start();
    await ground.allUp();
    const writer = ground.pidOf("writer");
    await ground.until("a first line", () => existsSync(join(ground.logs, "writer/current")));
    for (const effect of [`delay_enter=${2_000_000 + chance.below(1_000_000)}`, "error=EIO"]) {
      const fault = { what: "disk that syncs badly", calls: "fsync,fdatasync", effect };
      const { descriptors } = heldBy(monitor);
      const tracer = await inject(ground, monitor, fault);
      const rotated = (): number => readdirSync(join(ground.logs, "writer")).length;
      const goal = rotated() + (isLong ? 500 : 80);
      await ground.until(`rotations, ${effect}`, () => rotated() >= goal, 60_000);
      const before = ground.pidOf("a");
      const began = performance.now();
      ground.svc("t", "a");
      await ground.until("control is obeyed", () => ![0, before].includes(ground.pidOf("a")), 10_000);
      check(performance.now() - began < 5000, `control took ${performance.now() - began} ms, ${effect}`);
      check(heldBy(monitor).descriptors < descriptors + 50, `${heldBy(monitor).descriptors} descriptors`);
      await end(tracer);
    }
    check(ground.pidOf("writer") === writer, "the writer was not restarted");
    check(ground.messages.length < 4000, `it is not said again and again: ${ground.messages}`);
    check((await ground.stopMonitor()) === 0, "svscan ends with 0");
    return { lines: checkLines(join(ground.logs, "writer"), notes).lines };
  } finally {
    await ground.leave();
  }
}

/** Attaches strace to every thread; every call of the kind fails from the time this returns. */
async function inject(ground: Ground, pid: number, fault: Fault): Promise<ChildProcess> {
  const only = fault.onlyRecords === true ? recordFiles(ground).flatMap((path) => ["-P", path]) : [];
  const trace = join(ground.folder, "trace");
  const tracer = spawn(
    "strace",
    [
      ...["-f", "-o", trace, "-p", String(pid), ...only],
      ...["-e", `trace=${present(fault.calls)}`, "-e", `inject=${present(fault.calls)}:${fault.effect}`],
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let said = "";
  tracer.stderr?.on("data", (bytes: Buffer) => {
    said += bytes.toString();
  });
  await ground.until(`strace attached: ${said}`, () => said.includes("attached") && existsSync(trace));
  return tracer;
}

/** strace refuses names this machine's kernel does not have, unless they are marked as optional. */
function present(calls: string): string {
  return calls
    .split(",")
    .map((call) => `?${call}`)
    .join(",");
}

function recordFiles(ground: Ground): string[] {
  return SERVICES.flatMap((name) =>
    ["status", "pid", "stat", "svforge.json"].map((file) =>
      join(ground.scan, name, "supervise", `${file}.new`),
    ),
  );
}

async function end(tracer: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => tracer.once("exit", resolve));
  tracer.kill("SIGTERM");
  await ended;
}

export const faultScenarios: readonly Scenario[] = [
  {
    name: "faults",
    claim:
      "no failing system call ends svscan or a service it does not concern, and when it is over all is as wanted",
    obstacle: () => unlessRoot() ?? without("strace"),
    run: faults,
  },
  {
    name: "slow-fsync",
    claim: "fsync that takes seconds or fails holds up neither writers nor control, and no line is lost",
    obstacle: () => unlessRoot() ?? without("strace"),
    run: slowSync,
  },
];
