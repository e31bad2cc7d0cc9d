/** SIGKILL: of the monitor, of services, of loggers, of all at once, while numbered lines flow. */
import { join } from "node:path";
import { Ground } from "./ground.ts";
import { checkLines, numberedWriter } from "./lines.ts";
import { childrenOf, heldBy, isRunning, markedProcesses, signal } from "./processes.ts";
import { check, type Facts, type Order, repeat, type Scenario } from "./scenario.ts";

const WRITERS = ["w0", "w1", "w2", "w3"] as const;

/** Ground with services that write numbered lines into svforge's own log engine. */
async function writersGround(title: string, pause: string): Promise<Ground> {
  const ground = new Ground(title);
  for (const name of WRITERS)
    ground.add(name, { run: numberedWriter(notesOf(ground, name), { pause }), logged: true });
  await ground.start();
  await ground.allUp();
  return ground;
}

const notesOf = (ground: Ground, name: string): string => join(ground.folder, `notes-${name}`);

/** Exactly one process of each writer, and it is the one the status names. */
function checkOneEach(ground: Ground): void {
  for (const name of WRITERS) {
    const runs = ground.leadersIn(name);
    check(
      runs.length === 1,
      `${runs.length} processes of ${name}: ${runs.join(" ")}\n${ground.describe(name)}`,
    );
    check(
      runs[0] === ground.pidOf(name),
      `${name} runs as ${runs[0]}, the status says ${ground.pidOf(name)}`,
    );
  }
}

/** Ends everything in order and reads the logs. */
async function checkLogs(ground: Ground, tailsCount = true): Promise<{ lines: number; runs: number }> {
  check((await ground.stopMonitor()) === 0, "svscan ends with 0");
  const left = markedProcesses(ground.mark);
  check(left.length === 0, `left behind: ${left.map((p) => p.command).join(", ")}`);
  let lines = 0;
  let runs = 0;
  for (const name of WRITERS) {
    const ledger = checkLines(join(ground.logs, name), tailsCount ? notesOf(ground, name) : undefined);
    lines += ledger.lines;
    runs += ledger.runs;
  }
  return { lines, runs };
}

/** A killed monitor's successor adopts what runs: no restart, no second process, no line lost. */
async function killMonitor({ chance, ...order }: Order): Promise<Facts> {
  const ground = await writersGround("monitor", "0.01");
  try {
    const pids = WRITERS.map((name) => ground.pidOf(name));
    const kills = await repeat(order, async () => {
      await new Promise((resolve) => setTimeout(resolve, chance.below(300)));
      await ground.killMonitor();
      check(pids.every(isRunning), "services live on while the monitor is dead");
      await ground.start();
      await ground.allUp();
      const now = WRITERS.map((name) => ground.pidOf(name));
      check(now.join() === pids.join(), `adopted, not restarted: ${pids.join()} are ${now.join()}`);
      checkOneEach(ground);
    });
    return { kills, ...(await checkLogs(ground)) };
  } finally {
    await ground.leave();
  }
}

/** Killed services come back, once each, and what they wrote is in the log. */
async function killServices({ chance, ...order }: Order): Promise<Facts> {
  const ground = await writersGround("services", "0.01");
  try {
    const kills = await repeat(order, async () => {
      const victims = WRITERS.filter(() => chance.below(2) === 0);
      const before = victims.map((name) => ground.pidOf(name));
      for (const pid of before) signal(pid, "SIGKILL");
      await ground.until("victims replaced", () =>
        victims.every((name, i) => isAnother(ground.pidOf(name), before[i])),
      );
      checkOneEach(ground);
    });
    return { rounds: kills, ...(await checkLogs(ground)) };
  } finally {
    await ground.leave();
  }
}

/**
 * Monitor and services together, in any order. What a service wrote last dies with the pipe when it and the monitor are
 * killed in the same moment, so ends of runs may be missing here; nothing else may.
 */
async function killAnything({ chance, ...order }: Order): Promise<Facts> {
  const ground = await writersGround("anything", "0.01");
  try {
    const rounds = await repeat(order, async () => {
      const monitorFirst = chance.below(2) === 0;
      if (monitorFirst) await ground.killMonitor();
      for (const name of WRITERS)
        if (chance.below(3) === 0) for (const pid of ground.leadersIn(name)) signal(pid, "SIGKILL");
      if (!monitorFirst) await ground.killMonitor();
      await ground.start();
      await ground.allUp();
      checkOneEach(ground);
    });
    return { rounds, ...(await checkLogs(ground, false)) };
  } finally {
    await ground.leave();
  }
}

/** Services that end at once, thousands of times: nothing in the monitor grows. */
async function restartsStayFlat({ isLong }: Order): Promise<Facts> {
  const services = isLong ? 250 : 30;
  const perService = isLong ? 40 : 3;
  const ground = new Ground("flat");
  try {
    const counts = join(ground.folder, "counts");
    for (let i = 0; i < services; i++)
      ground.add(`s${i}`, { run: `echo x >>${counts}-${i}\nexec true`, logged: i % 10 === 0 });
    const pid = await ground.start();
    const starts = (): number =>
      ground.names.reduce((sum, name) => sum + (ground.status(name).record?.starts ?? 0), 0);
    const isListening = (name: string): boolean => ground.status(name).supervision === "alive";
    await ground.until("warm", () => starts() >= services * 2 && ground.names.every(isListening), 60_000);
    const first = heldBy(pid);
    const goal = starts() + services * perService;
    await ground.until("restarts", () => starts() >= goal, isLong ? 900_000 : 120_000, isLong ? 1000 : 100);
    const last = heldBy(pid);
    const zombies = childrenOf(pid).filter((p) => p.isZombie).length;
    check(
      last.descriptors <= first.descriptors + 8,
      `descriptors grew from ${first.descriptors} to ${last.descriptors}`,
    );
    check(last.threads <= first.threads, `threads grew from ${first.threads} to ${last.threads}`);
    check(
      last.memoryKib < first.memoryKib * 1.3 + 16_384,
      `memory grew from ${first.memoryKib} to ${last.memoryKib} KiB`,
    );
    check(zombies <= services, `${zombies} zombies`);
    return {
      restarts: services * perService,
      "memory before KiB": first.memoryKib,
      "after KiB": last.memoryKib,
    };
  } finally {
    await ground.leave();
  }
}

function isAnother(pid: number, before: number | undefined): boolean {
  return pid !== 0 && pid !== before && isRunning(pid);
}

export const killScenarios: readonly Scenario[] = [
  {
    name: "kill-monitor",
    claim:
      "a killed svscan's successor adopts every service: same pids, one process each, no line lost, doubled or torn",
    run: killMonitor,
  },
  {
    name: "kill-services",
    claim: "a killed service is back, once, and every line it wrote is in its log",
    run: killServices,
  },
  {
    name: "kill-anything",
    claim:
      "svscan and services killed in any order: all are back, once each; no line is doubled or torn, none missing but the last of a killed run",
    run: killAnything,
  },
  {
    name: "restarts-flat",
    claim: "thousands of restarts leave descriptors, threads, memory and zombies as they were",
    run: restartsStayFlat,
  },
];
