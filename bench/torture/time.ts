/** Time that does not pass as it should: clocks that jump, machines that sleep, machines that have been up for years. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ground, type MonitorStart } from "./ground.ts";
import { checkLines, numberedWriter } from "./lines.ts";
import { isRunning, markedProcesses, signal } from "./processes.ts";
import { unlessRoot, without } from "./programs.ts";
import { check, type Facts, type Order, repeat, type Scenario } from "./scenario.ts";

/** Loaded into svscan before its own code: the wall clock is off by what a file says, and so is the time since boot. */
const SHIFTED_CLOCK = `
const fs = require("node:fs");
const os = require("node:os");
const shift = () => Number(fs.readFileSync(process.env.CLOCK_SHIFT, "utf8"));
const realNow = Date.now;
const realUptime = os.uptime;
Date.now = () => realNow() + shift();
os.uptime = () => realUptime() + Math.max(0, shift()) / 1000;
`;

const DAY_MS = 86_400_000;

/** The wall clock jumps back and forth by days and years: restarts keep their pace, nothing is started or stopped by it. */
async function clockJumps({ chance }: Order): Promise<Facts> {
  const ground = new Ground("clock");
  try {
    const { start, to } = shiftableClock(ground);
    ground.add("steady", { run: "exec sleep 1000" });
    ground.add("victim", { run: "exec sleep 1000", json: { restart: PACED } });
    await ground.start(start);
    await ground.allUp();
    const steady = ground.pidOf("steady");
    for (const days of [1, -1, 365 * 20, -365 * 40, chance.below(1000) - 500]) {
      to(days * DAY_MS);
      const victim = ground.pidOf("victim");
      signal(victim, "SIGKILL");
      await ground.until(
        `restarted ${days} days off`,
        () => isAnother(ground.pidOf("victim"), victim),
        10_000,
      );
    }
    await ground.killMonitor();
    to(DAY_MS);
    await ground.start(start);
    await ground.allUp();
    check(ground.pidOf("steady") === steady, "adopted by a successor in another time");
    check((await ground.stopMonitor()) === 0, "svscan ends with 0");
    return { jumps: 6 };
  } finally {
    await ground.leave();
  }
}

const PACED = {
  policy: "always",
  "delay-ms": 200,
  "max-delay-ms": 1000,
  "window-ms": 10_000,
  "reset-after-ms": 1000,
  "success-codes": [0],
  "on-give-up": "stop",
};

/** Time by which a machine that slept is later; its monotonic clock, on which delays run, stood still. */
const NIGHT_MS = 8 * 3_600_000;

/**
 * Everything stops in the middle of things (a restart that waits, a stop that is overdue, lines on their way) and goes on
 * hours later: nothing is started twice, nothing that ran is stopped, log lines carry the new time.
 */
async function suspend({ chance, ...order }: Order): Promise<Facts> {
  const ground = new Ground("suspend");
  try {
    const shifted = shiftableClock(ground);
    const notes = join(ground.folder, "notes");
    ground.add("steady", { run: "exec sleep 1000" });
    ground.add("victim", { run: "exec sleep 1000", json: { restart: PACED } });
    ground.add("stubborn", {
      run: STUBBORN,
      json: { stop: { signal: "TERM", "timeout-ms": 400, kill: "group" } },
    });
    ground.add("writer", { run: numberedWriter(notes, { pause: "0.01" }), logged: true });
    ground.add("dated", {
      run: "while :; do echo x; sleep 0.05; done",
      files: DATED(join(ground.logs, "dated")),
    });
    await ground.start(shifted.start);
    await ground.allUp();
    const steady = ground.pidOf("steady");
    let nights = 0;
    await repeat(order, async () => {
      const [victim, stubborn] = [ground.pidOf("victim"), ground.pidOf("stubborn")];
      signal(victim, "SIGKILL");
      ground.svc("t", "stubborn");
      ground.svc("d", "stubborn");
      await new Promise((resolve) => setTimeout(resolve, chance.below(300)));
      await asleep(ground, 1000);
      nights += 1;
      shifted.to(nights * NIGHT_MS);
      await wake(ground);
      await ground.until("restarted after the night", () => isAnother(ground.pidOf("victim"), victim));
      await ground.until("stopped after the night", () => !isRunning(stubborn));
      ground.svc("u", "stubborn");
      await ground.allUp();
      await ground.until("lines of the new day", () =>
        isNear(lastDate(ground), Date.now() + nights * NIGHT_MS),
      );
    });
    await ground.killMonitor();
    await ground.start(shifted.start);
    await ground.allUp();
    check(
      ground.pidOf("steady") === steady,
      "steady kept its process, through the nights and a killed svscan",
    );
    for (const name of ground.names)
      check(ground.leadersIn(name).length === 1, `one process of ${name}: ${ground.describe(name)}`);
    check((await ground.stopMonitor()) === 0, "svscan ends with 0");
    return { nights, lines: checkLines(join(ground.logs, "writer"), notes).lines };
  } finally {
    await ground.leave();
  }
}

const STUBBORN = "trap '' TERM\nwhile :; do sleep 0.1; done";

/** Stops every process of the ground for a while, svscan first. */
async function asleep(ground: Ground, forMs: number): Promise<void> {
  signal(ground.monitorPid, "SIGSTOP");
  for (const { pid } of markedProcesses(ground.mark)) signal(pid, "SIGSTOP");
  await new Promise((resolve) => setTimeout(resolve, forMs));
}

async function wake(ground: Ground): Promise<void> {
  for (const { pid } of markedProcesses(ground.mark)) signal(pid, "SIGCONT");
}

const DATED = (dir: string): Record<string, string> => ({
  "log/run": "#!/bin/sh\nexec svforge log service.json\n",
  "log/service.json": JSON.stringify({
    format: "svforge.service/1",
    log: { to: { dir }, timestamp: "iso", "max-size": 1_000_000, keep: 4 },
  }),
});

/** Time on the last line, in milliseconds since 1970. */
function lastDate(ground: Ground): number {
  const lines = readFileSync(join(ground.logs, "dated/current"), "utf8").trimEnd().split("\n");
  return Date.parse(lines.at(-1)?.split(" ")[0] ?? "");
}

const isNear = (a: number, b: number): boolean => Math.abs(a - b) < 60_000;

/** A machine that has been up for years: everything is as on the first day, also for a successor. */
async function yearsUp(): Promise<Facts> {
  const ground = new Ground("years");
  try {
    const seconds = 10 * 365 * 86_400;
    const offsets = [`--boottime=${seconds}`, `--monotonic=${seconds}`];
    const start = { prefix: ["unshare", "--time", ...offsets, "--fork", "--kill-child"], forks: true };
    ground.add("steady", { run: "exec sleep 1000" });
    ground.add("victim", { run: "exec sleep 1000", json: { restart: PACED } });
    await ground.start(start);
    await ground.allUp();
    const [steady, victim] = [ground.pidOf("steady"), ground.pidOf("victim")];
    signal(victim, "SIGKILL");
    await ground.until("restarted", () => isAnother(ground.pidOf("victim"), victim), 10_000);
    await ground.killMonitor();
    await ground.start(start);
    await ground.allUp();
    check(ground.pidOf("steady") === steady, "adopted");
    check((await ground.stopMonitor()) === 0, "svscan ends with 0");
    return { years: 10 };
  } finally {
    await ground.leave();
  }
}

/** A clock that a test sets, and how to start svscan with it. */
function shiftableClock(ground: Ground): { start: MonitorStart; to: (ms: number) => void } {
  const hook = join(ground.folder, "clock.cjs");
  const shift = join(ground.folder, "shift");
  writeFileSync(hook, SHIFTED_CLOCK);
  writeFileSync(shift, "0");
  // NODE_OPTIONS reaches the log engine's thread as well.
  const start = { environment: { CLOCK_SHIFT: shift, NODE_OPTIONS: `--require=${hook}` } };
  return { start, to: (ms) => writeFileSync(shift, String(ms)) };
}

function isAnother(pid: number, before: number): boolean {
  return pid !== 0 && pid !== before && isRunning(pid);
}

export const timeScenarios: readonly Scenario[] = [
  {
    name: "clock-jumps",
    claim: "a wall clock that jumps by days and decades neither stops, starts nor delays anything",
    run: clockJumps,
  },
  {
    name: "suspend",
    claim: "a machine that slept for hours goes on where it stopped, once each, and logs carry the new time",
    run: suspend,
  },
  {
    name: "years-up",
    claim: "a machine that has been up for ten years restarts and adopts as on its first day",
    obstacle: () => unlessRoot() ?? without("unshare"),
    run: yearsUp,
  },
];
