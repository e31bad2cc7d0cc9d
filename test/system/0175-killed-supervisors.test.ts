/** README, "killed supervisor": with the suites a second process of the service is started beside the first, with ours not. */
import type { ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  endScan,
  needSuite,
  processesIn,
  type Suite,
  scan,
  suites,
  temporaryFolder,
} from "../helpers/suites.ts";
import { waitFor } from "../helpers/wait-for.ts";

let folder = "";
let scanner: ChildProcess | undefined;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => endScan(scanner, folder));

/** The program that watches over one service; ours is one for all. */
const WATCHER: Readonly<Record<Suite, string>> = {
  builtin: "node",
  runit: "runsv",
  busybox: "runsv",
  daemontools: "supervise",
  s6: "s6-supervise",
};

/** Name of a process as the kernel has it; "" when it is gone. */
function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return "";
  }
}

const daemons = (): number[] => processesIn(folder).filter((pid) => nameOf(pid) === "sleep");
const watchers = (suite: Suite): number[] =>
  suite === "builtin"
    ? [scanner?.pid ?? 0]
    : processesIn(folder).filter((pid) => nameOf(pid) === WATCHER[suite]);

it.for([
  ["builtin", 1],
  ["runit", 2],
  ...suites("busybox").map((suite) => [suite, 2] as const),
  ["daemontools", 2],
  ["s6", 2],
] as const)("under %s: %i", async ([suite, expected], ctx) => {
  needSuite(ctx, suite);
  supervised(suite);
  const [first] = await waitFor("the service", () => (daemons().length === 1 ? daemons() : undefined));
  const before = watchers(suite);
  for (const pid of before) process.kill(pid, "SIGKILL");
  if (suite === "builtin") {
    scanner = scan(suite, join(folder, "scan"));
    await waitFor("the successor's record", () => record().monitor === scanner?.pid);
  }
  await waitFor("all there will be", () => daemons().length >= expected);
  expect(daemons()).toContain(first);
  expect(daemons()).toHaveLength(expected);
});

function supervised(suite: Suite): void {
  const service = join(folder, "scan/s");
  mkdirSync(service, { recursive: true });
  writeFileSync(join(service, "run"), "#!/bin/sh\nexec sleep 100000\n");
  chmodSync(join(service, "run"), 0o755);
  scanner = scan(suite, join(folder, "scan"));
}

const record = (): { monitor?: number } =>
  JSON.parse(readFileSync(join(folder, "scan/s/supervise/svforge.json"), "utf8")) as { monitor?: number };
