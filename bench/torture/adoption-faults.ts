/**
 * Failing system calls in a svscan that follows a killed one, at any of the calls it makes on the scan directory and the
 * logs: it goes on or ends with a message, and in the end every service has the process it had, and that one only.
 */
import { join } from "node:path";
import { Ground } from "./ground.ts";
import { checkLines, numberedWriter } from "./lines.ts";
import { unlessRoot, without } from "./programs.ts";
import { check, type Facts, type Order, repeat, type Scenario } from "./scenario.ts";
import { type Call, callsIn, known, someCall } from "./traced-calls.ts";

/** Not `read`, `write` and `close`: among those are Node's own wake-ups, whose failure ends any Node program. */
const CALLS: readonly string[] = [
  ...["openat", "rename", "mkdir", "unlink", "readlink", "mknodat", "mknod"],
  ...["statx", "newfstatat", "fstat", "getdents64", "fchmod", "flock", "inotify_add_watch", "pidfd_open"],
];
const ERRORS = ["EIO", "EMFILE", "ENOMEM", "EACCES", "ENOSPC", "EROFS", "EINTR"] as const;
/** So many calls of the kind fail one after the other: a retry at once meets the same. */
const IN_A_ROW = 3;

const SERVICES = ["a", "b"] as const;

async function adoptionFaults(order: Order): Promise<Facts> {
  const ground = new Ground("adoption");
  try {
    const notes = join(ground.folder, "notes");
    for (const name of SERVICES) ground.add(name, { run: "exec sleep 1000" });
    ground.add("writer", { run: numberedWriter(notes, { pause: "0.005" }), logged: true });
    await ground.start();
    await ground.allUp();
    const pids = pidsIn(ground);
    const calls = await rehearse(ground);
    check(calls.length > 30, `only ${calls.length} calls were seen`);
    let ended = 0;
    const rounds = await repeat(order, async () => {
      const call = someCall(calls, order.chance);
      const error = order.chance.of(ERRORS);
      if (!(await succeed(ground, call, error))) ended += 1;
      const what = `${error} at ${call.name} number ${call.nth}`;
      check(
        pidsIn(ground) === pids,
        `${what}: other processes, ${pids} became ${pidsIn(ground)}: ${ground.messages}`,
      );
      for (const name of [...SERVICES, "writer"])
        check(
          ground.leadersIn(name).length === 1,
          `${what}: processes of ${name}: ${ground.leadersIn(name)}`,
        );
    });
    // What a log with a fault could not write in its last moments waits on disk for the next.
    await ground.killMonitor();
    await ground.start();
    await ground.allUp();
    check((await ground.stopMonitor()) === 0, "svscan ends with 0");
    const { lines } = checkLines(join(ground.logs, "writer"), notes);
    return { calls: calls.length, rounds, "ended with a message": ended, lines };
  } finally {
    await ground.leave();
  }
}

const pidsIn = (ground: Ground): string =>
  [...SERVICES, "writer"].map((name) => ground.pidOf(name)).join(" ");

const traceOf = (ground: Ground): string => join(ground.folder, "trace");

const strace = (ground: Ground, ...expressions: readonly string[]): string[] => [
  ...["strace", "-f", "-y", "--seccomp-bpf", "-o", traceOf(ground)],
  ...expressions.flatMap((expression) => ["-e", expression]),
];

/** A successor without a fault, and what it called. */
async function rehearse(ground: Ground): Promise<readonly Call[]> {
  await ground.killMonitor();
  await ground.start({ prefix: strace(ground, `trace=${known(CALLS)}`), forks: true });
  await ground.allUp();
  return callsIn(traceOf(ground), ground, "(scan|logs)", ["pidfd_open"]);
}

/** A successor with a fault; one that ends is followed by one without. False: it ended. */
async function succeed(ground: Ground, call: Call, error: string): Promise<boolean> {
  await ground.killMonitor();
  ground.messages = "";
  const when = `when=${call.nth}..${call.nth + IN_A_ROW - 1}`;
  const inject = `inject=${call.name}:error=${error}:${when}`;
  const lives = await outlives(ground, strace(ground, `trace=${call.name}`, inject));
  if (!lives) {
    const isSaid = (): boolean => /^svscan: fatal: .{10,}/m.test(ground.messages);
    await ground.until(`a message: ${call.name} ${error}: ${ground.messages}`, isSaid, 2000);
    await ground.start();
  }
  check(!/^ +at /m.test(ground.messages), `no stack trace: ${call.name} ${error}: ${ground.messages}`);
  await ground.allUp();
  return lives;
}

/** Whether a svscan behind `prefix` gets so far that it serves everybody. */
async function outlives(ground: Ground, prefix: readonly string[]): Promise<boolean> {
  try {
    await ground.start({ prefix, forks: true });
  } catch {
    return false;
  }
  const isServed = (): boolean => !pidsIn(ground).split(" ").includes("0");
  await ground.until("all served, or an end", () => ground.monitorPid === 0 || isServed());
  return ground.monitorPid !== 0;
}

export const adoptionFaultScenarios: readonly Scenario[] = [
  {
    name: "adoption-faults",
    claim:
      "calls that fail while a killed svscan's successor starts cost no service its process, and make no second one",
    obstacle: () => unlessRoot() ?? without("strace"),
    run: adoptionFaults,
  },
];
