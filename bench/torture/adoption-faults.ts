/**
 * Failing system calls in a svscan that starts, and in one that follows a killed one, at any of the calls it makes on the scan
 * directory and the logs: it goes on or ends with a message, and in the end every service has the process it had, and that one only,
 * its log is written, and what is to be down is down. Which call fails is told by its place, so that a failure can be repeated.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Ground } from "./ground.ts";
import { checkLines, numberedWriter } from "./lines.ts";
import { unlessRoot, without } from "./programs.ts";
import { check, type Facts, type Order, type Scenario } from "./scenario.ts";
import { type Call, callsIn, known } from "./traced-calls.ts";

/** Not `write` and `close`: among those are Node's own wake-ups, whose failure ends any Node program. */
const CALLS: readonly string[] = [
  ...["openat", "rename", "renameat", "mkdir", "mkdirat", "unlink", "readlink", "mknodat", "mknod"],
  ...["statx", "newfstatat", "fstat", "getdents64", "fchmod", "flock", "inotify_add_watch", "pidfd_open"],
];
const ERRORS = ["EIO", "EMFILE", "ENOMEM", "EACCES", "ENOSPC", "EROFS", "EINTR"] as const;
/** So many calls of the kind fail one after the other: a retry at once meets the same. */
const IN_A_ROW = 3;

interface Fault {
  readonly name: string;
  /** Missing: anywhere. */
  readonly place?: string;
  /** Of the calls of that name at that place. */
  readonly nth?: number;
  readonly error: string;
  readonly inARow?: number;
}

/** What a start is tried with in a short run: each once cost something. All of them in one start, each in another directory. */
const FIRST_FAULTS: readonly Fault[] = [
  // What it declares could not be read: a oneshot became a daemon, one that waits did not.
  { name: "openat", place: "scan/once/service.json", error: "EIO", inARow: 1 },
  // Its names could not be listed: `down` was not seen.
  { name: "getdents64", place: "scan/held", error: "EMFILE", inARow: 2 },
  // It seemed to have no logger, and blocked when its pipe was full.
  { name: "statx", place: "scan/writer/log", error: "EIO", inARow: 1 },
];

/** What an adoption is tried with in a short run: so many starts, in each some calls of different names. */
const ADOPTION_FAULTS: readonly (readonly Fault[])[] = [
  [
    { name: "statx", place: "scan/writer/log", error: "ENOMEM", inARow: 1 },
    { name: "openat", place: "scan/a/supervise/svforge.json", error: "EIO" },
    { name: "renameat", place: "scan/b/supervise/status.new", error: "ENOSPC" },
  ],
  [{ name: "flock", place: "scan/.svscan/lock", error: "ENOSPC" }],
  [{ name: "pidfd_open", error: "ENOMEM" }],
];

const SERVICES = ["a", "b", "writer"] as const;

interface Stage {
  readonly ground: Ground;
  readonly once: string;
}

async function startFaults(): Promise<Facts> {
  let calls: readonly Call[] = [];
  await onStage("rehearsal", async ({ ground }) => {
    calls = await rehearse(ground);
    return {};
  });
  return onStage("start", async (stage) => {
    await succeed(stage, calls, FIRST_FAULTS);
    return { calls: calls.length };
  });
}

async function adoptionFaults({ budgetMs, chance, isLong }: Order): Promise<Facts> {
  return onStage("adoption", async (stage) => {
    const { ground } = stage;
    await ground.start();
    await allServed(ground, "the first start");
    const pids = pidsIn(ground);
    await ground.killMonitor();
    const calls = await rehearse(ground);
    check(calls.length > 30, `only ${calls.length} calls were seen`);
    const starts = isLong ? everyFault(calls, chance.below(calls.length)) : ADOPTION_FAULTS;
    const end = performance.now() + budgetMs;
    let [rounds, ended] = [0, 0];
    for (const faults of starts) {
      if (isLong && performance.now() > end) break;
      rounds += 1;
      await ground.killMonitor();
      if (!(await succeed(stage, calls, faults))) ended += 1;
      const what = `${faults.map(wordsOf).join(", ")}: other processes, ${pids} became ${pidsIn(ground)}`;
      check(pidsIn(ground) === pids, `${what}: ${ground.messages}`);
    }
    return { calls: calls.length, rounds, "ended with a message": ended };
  });
}

async function onStage(title: string, act: (stage: Stage) => Promise<Facts>): Promise<Facts> {
  const ground = new Ground(title);
  try {
    const notes = join(ground.folder, "notes");
    for (const name of ["a", "b"]) ground.add(name, { run: "exec sleep 1000" });
    ground.add("writer", { run: numberedWriter(notes, { pause: "0.005" }), logged: true });
    ground.add("held", { run: "exec sleep 1000", files: { down: "" } });
    const once = join(ground.folder, "once");
    ground.add("once", { run: `echo >>${once}`, json: { type: "oneshot" } });
    const facts = await act({ ground, once });
    // What a log with a fault could not write in its last moments waits on disk for the next.
    await ground.killMonitor();
    await ground.start();
    await ground.allUp(SERVICES);
    check((await ground.stopMonitor()) === 0, "svscan ends with 0");
    const { lines } = checkLines(join(ground.logs, "writer"), notes);
    return { ...facts, lines };
  } finally {
    await ground.leave();
  }
}
/** Each call with each error, round about from call number `first`. */
function* everyFault(calls: readonly Call[], first: number): Generator<readonly Fault[]> {
  for (const error of ERRORS)
    for (let i = 0; i < calls.length; i++) {
      const { name, place, nth } = calls[(first + i) % calls.length] as Call;
      const same = calls.filter((call) => call.name === name && call.place === place && call.nth <= nth);
      yield [{ name, place, nth: same.length, error }];
    }
}

const wordsOf = ({ error, name, nth = 1, place, inARow = IN_A_ROW }: Fault): string =>
  `${error} at ${name} of ${place ?? "anything"} (${nth}, ${inARow} in a row)`;

const pidsIn = (ground: Ground): string => SERVICES.map((name) => ground.pidOf(name)).join(" ");

const traceOf = (ground: Ground): string => join(ground.folder, "trace");

/** The first thread only: what Node's others cannot do without, and what services do, is another matter. */
const strace = (ground: Ground, ...expressions: readonly string[]): string[] => [
  ...["strace", "-y", "-o", traceOf(ground)],
  ...expressions.flatMap((expression) => ["-e", expression]),
];

/** A start without a fault, and what it called. */
async function rehearse(ground: Ground): Promise<readonly Call[]> {
  await ground.start({ prefix: strace(ground, `trace=${known(CALLS)}`), forks: true });
  await allServed(ground, "the rehearsal");
  return callsIn(traceOf(ground), ground, "(scan|logs)", ["pidfd_open"]);
}

/** A start with faults; one that ends is followed by one without. False: it ended. */
async function succeed(
  { ground, once }: Stage,
  calls: readonly Call[],
  faults: readonly Fault[],
): Promise<boolean> {
  const what = faults.map(wordsOf).join(", ");
  ground.messages = "";
  const names = faults.map(({ name }) => name).join(",");
  const injections = faults.map((fault) => injectionOf(calls, fault));
  const lives = await outlives(ground, strace(ground, `trace=${names}`, ...injections));
  if (!lives) {
    const isSaid = (): boolean => /^svscan: fatal: .{10,}/m.test(ground.messages);
    await ground.until(`a message after ${what}`, isSaid, 2000);
    await ground.start();
  }
  check(!/^ +at /m.test(ground.messages), `no stack trace after ${what}: ${ground.messages}`);
  await allServed(ground, what);
  for (const name of SERVICES)
    check(ground.leadersIn(name).length === 1, `${what}: processes of ${name}: ${ground.leadersIn(name)}`);
  const written = bytesIn(join(ground.logs, "writer"));
  await ground.until(
    `the log is written after ${what}`,
    () => bytesIn(join(ground.logs, "writer")) !== written,
  );
  check(readFileSync(once, "utf8") === "\n", `${what}: the oneshot was done again`);
  check(ground.leadersIn("held").length === 0, `${what}: what a file keeps down was started`);
  return lives;
}

/** Also the oneshot is done: a svscan killed before it knows that is right to have it done again. */
async function allServed(ground: Ground, what: string): Promise<void> {
  await ground.until(`all services up after ${what}`, () => isServed(ground));
  const isDone = (): boolean => ground.status("once").record?.phase === "done";
  await ground.until(`the oneshot is done after ${what}`, isDone);
}

function injectionOf(
  calls: readonly Call[],
  { name, place, nth = 1, error, inARow = IN_A_ROW }: Fault,
): string {
  const isMeant = (call: Call): boolean => call.name === name && call.place === (place ?? call.place);
  const found = calls.filter(isMeant)[nth - 1];
  if (found === undefined) throw new Error(`${name} of ${place ?? "anything"} was not called ${nth} times`);
  return `inject=${name}:error=${error}:when=${found.nth}..${found.nth + inARow - 1}`;
}

/** Whether a svscan behind `prefix` gets so far that it serves everybody. */
async function outlives(ground: Ground, prefix: readonly string[]): Promise<boolean> {
  try {
    await ground.start({ prefix, forks: true });
  } catch {
    return false;
  }
  await ground.until("all served, or an end", () => ground.hasMonitorEnded || isServed(ground));
  return !ground.hasMonitorEnded;
}

const isServed = (ground: Ground): boolean => !pidsIn(ground).split(" ").includes("0");

/** Grows with each line, also over a rotation. */
function bytesIn(folder: string): number {
  const sizes = existsSync(folder) ? readdirSync(folder).map((name) => sizeOf(join(folder, name))) : [];
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** 0: renamed meanwhile. */
const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

export const adoptionFaultScenarios: readonly Scenario[] = [
  {
    name: "start-faults",
    claim:
      "what cannot be read while svscan starts is read again before its service starts: none is started as another",
    obstacle: () => unlessRoot() ?? without("strace"),
    run: startFaults,
  },
  {
    name: "adoption-faults",
    claim:
      "calls that fail while a killed svscan's successor starts cost no service its process, and make no second one",
    obstacle: () => unlessRoot() ?? without("strace"),
    run: adoptionFaults,
  },
];
