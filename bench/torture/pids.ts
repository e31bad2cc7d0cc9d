/** Pids that run out and pids that come again, in a name space that has few of them. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ground } from "./ground.ts";
import { checkLines } from "./lines.ts";
import { markedProcesses, signal } from "./processes.ts";
import { unlessRoot, without } from "./programs.ts";
import { check, type Facts, type Order, type Scenario } from "./scenario.ts";

/** A pid name space of its own with so many pids. */
const withPids = (pids: number): string[] => [
  ...["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private", "sh", "-c"],
  `mount -t proc proc /proc && echo ${pids} >/proc/sys/kernel/pid_max && exec "$@"`,
  "sh",
];

/** In a pid name space with few pids, used up and reused: nothing of another process is ever taken for a service's. */
async function pidsWrap({ isLong }: Order): Promise<Facts> {
  const ground = new Ground("pids");
  try {
    const pids = 500;
    for (let i = 0; i < 20; i++)
      ground.add(`s${i}`, { run: "for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0; done; exec true" });
    ground.add("steady", { run: "echo $$ >>starts; exec sleep 1000" });
    await ground.start({ prefix: withPids(pids) });
    const goal = isLong ? 3000 : 120;
    const starts = (): number =>
      ground.names.reduce((sum, name) => sum + (ground.status(name).record?.starts ?? 0), 0);
    await ground.until("pids wrapped", () => starts() > goal, isLong ? 600_000 : 60_000);
    const steady = readFileSync(join(ground.scan, "steady/starts"), "utf8").trim().split("\n");
    check(steady.length === 1, `the steady service was started ${steady.length} times`);
    return { starts: goal, "of pids": pids };
  } finally {
    await ground.leave();
  }
}

/** The process table is full: nothing can be started. When there is room, everything is as wanted, without help. */
async function tableFull({ isLong }: Order): Promise<Facts> {
  const ground = new Ground("table");
  try {
    const noted = join(ground.folder, "noted");
    ground.add("writer", { run: unforkingWriter(noted), logged: true, maxSize: 4096 });
    for (const name of ["a", "b"]) ground.add(name, { run: "exec sleep 1000" });
    ground.add("hog", { run: HOG, files: { down: "" }, json: { stop: STOP_ALL } });
    await ground.start({ prefix: withPids(FEW_PIDS), forks: true });
    await runs(ground, ["writer", "a", "b"]);
    const writer = ground.leadersIn("writer");
    for (let round = 1; round <= (isLong ? 20 : 1); round++) await oneShortage(ground, round, `${noted}.go`);
    check(ground.leadersIn("writer").join() === writer.join(), "the writer was not restarted");
    check((await ground.stopMonitor()) === 0, `svscan ends with 0: ${ground.messages.slice(-2000)}`);
    const { lines } = checkLines(join(ground.logs, "writer"), undefined);
    check(lines >= Number(readFileSync(noted, "utf8")), `${lines} lines are there`);
    return { lines, shortages: isLong ? 20 : 1 };
  } finally {
    await ground.leave();
  }
}

/** While the table is full: a service killed, one told to restart, a new one; a log is rotated for the first time. */
async function oneShortage(ground: Ground, round: number, go: string): Promise<void> {
  const said = ground.messages.length;
  ground.svc("u", "hog");
  let before = 0;
  await ground.until("the table is full", () => {
    const now = markedProcesses(ground.mark).length;
    const isFull = now > 100 && now === before;
    before = now;
    return isFull;
  });
  writeFileSync(go, "");
  for (const pid of ground.leadersIn("a")) signal(pid, "SIGKILL");
  ground.svc("t", "b");
  check(ground.monitorPid !== 0, "svscan lives");
  await ground.until("svscan says so", () => /unable to start/.test(ground.messages.slice(said)));
  ground.add(`late${round}`, { run: "exec sleep 1000", logged: true });
  await ground.until("and says it of the new one", () =>
    ground.messages.slice(said).includes(`unable to start late${round}`),
  );
  const rotated = (): number => readdirSync(join(ground.logs, "writer")).length;
  await ground.until("the log is rotated", () => rotated() > 5);
  check(
    ground.messages.length - said < 4000,
    `it is not said again and again: ${ground.messages.slice(said)}`,
  );
  ground.svc("d", "hog");
  await runs(ground, ["writer", "a", "b", `late${round}`]);
  await ground.until("the hog is gone", () => ground.leadersIn("hog").length === 0);
}

async function runs(ground: Ground, names: readonly string[]): Promise<void> {
  const missing = (): string[] => names.filter((name) => ground.leadersIn(name).length !== 1);
  try {
    await ground.until("all run", () => missing().length === 0, 60_000);
  } catch (error) {
    throw new Error(
      `${missing()
        .map((name) => `${name}: ${ground.describe(name)}`)
        .join("\n")}\n${String(error)}`,
    );
  }
}

/** Fills the table and keeps it full. */
const HOG = `exec node -e '
const { spawn } = require("node:child_process");
const more = () => { for (let n = 0; n < 50; n++) spawn("sleep", ["1000"], { stdio: "ignore" }).on("error", () => {}); };
setInterval(more, 20);'`;

const STOP_ALL = { signal: "TERM", "timeout-ms": 1, kill: "group" };

/** Numbered lines from one process that starts no other, and how many there were; from the time a file `.go` is there. */
function unforkingWriter(noted: string): string {
  return `exec node -e '
const fs = require("node:fs");
let n = 0;
const run = process.pid + "-1";
setInterval(() => {
  if (!fs.existsSync("${noted}.go")) return;
  for (let i = 0; i < 20; i++) fs.writeSync(1, run + " " + ++n + " the quick brown fox jumps over the lazy dog .\\n");
  fs.writeFileSync("${noted}", String(n));
}, 10);'`;
}

/** The kernel gives those below 300 only once. */
const FEW_PIDS = 500;

/** pid_max belongs to the pid name space since Linux 6.14; before, it is the whole machine's and not ours to touch. */
function unlessOwnPidMax(): string | undefined {
  const [major = 0, minor = 0] = readFileSync("/proc/sys/kernel/osrelease", "utf8").split(".").map(Number);
  return major > 6 || (major === 6 && minor >= 14)
    ? undefined
    : "pid_max is not per name space before Linux 6.14";
}

export const pidScenarios: readonly Scenario[] = [
  {
    name: "pids-wrap",
    claim: "when pids wrap around and are reused, no service is confused with another process",
    obstacle: () => unlessRoot() ?? without("unshare") ?? unlessOwnPidMax(),
    run: pidsWrap,
  },
  {
    name: "table-full",
    claim:
      "with a full process table svscan lives, says so once, rotates logs, and starts everything wanted when there is room",
    obstacle: () => unlessRoot() ?? without("unshare") ?? unlessOwnPidMax(),
    run: tableFull,
  },
];
