/** Runs svscan with a few logged services, so that the code caches of its two threads hold what a bring-up runs. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { LogJson, ServiceJson } from "../protocol/service-json.ts";

const dist = new URL("..", import.meta.url).pathname;

/** Part to the file it is run from. */
const PARTS: Readonly<Record<string, string>> = {
  "svforge-monitor": "svscan.cjs",
  "svforge-log": "log-worker.cjs",
};
/** What has run more often V8 would optimize sooner wherever the cache is used, which costs a bring-up more than it gains. */
const SERVICES = 3;
const LIMIT_MS = 10_000;

/** Where that works. `folder`: empty, for use meanwhile; `cacheOf`: the file in which the cache of a part will be. */
export async function warmMonitor(folder: string, cacheOf: (part: string) => string): Promise<void> {
  const told = join(folder, "told");
  const scan = join(folder, "scan");
  for (const [part, file] of Object.entries(PARTS)) {
    const warm = JSON.stringify(join(dist, "dev/warm-part.js"));
    writeFileSync(
      join(folder, file),
      `import(${warm}).then((m) => m.warmPart("${part}", ${JSON.stringify(told)}));\n`,
    );
  }
  const logs = Array.from({ length: SERVICES }, (_, i) => writeService(join(scan, `s${i}`)));
  const monitor = spawn(process.execPath, [join(folder, "svscan.cjs"), scan], { stdio: "ignore" });
  const hasEnded = once(monitor, "exit");
  if (await isSoon(monitor, () => logs.every((log) => existsSync(join(log, "current"))))) {
    writeFileSync(told, "");
    await isSoon(monitor, () => Object.keys(PARTS).every((part) => existsSync(cacheOf(part))));
  }
  monitor.kill();
  await Promise.race([hasEnded, setTimeout(LIMIT_MS, undefined, { ref: false })]);
  monitor.kill("SIGKILL");
}

/** Gives its log directory. */
function writeService(directory: string): string {
  const log = join(directory, "log/main");
  mkdirSync(join(directory, "log"), { recursive: true });
  writeFileSync(join(directory, "run"), "#!/bin/sh\necho up\nexec sleep 60\n", { mode: 0o755 });
  writeFileSync(join(directory, "log/run"), "#!/bin/sh\nexec svlogd main\n", { mode: 0o755 });
  const policy: LogJson = { to: { dir: log }, timestamp: "tai64n", "max-size": 1_000_000, keep: 10 };
  const json: ServiceJson = { format: "svforge.service/1", log: policy };
  writeFileSync(join(directory, "log/service.json"), JSON.stringify(json));
  return log;
}

/** False: not within the limit, or never. */
async function isSoon(monitor: ChildProcess, holds: () => boolean): Promise<boolean> {
  for (const end = Date.now() + LIMIT_MS; Date.now() < end && monitor.exitCode === null; await setTimeout(10))
    if (holds()) return true;
  return false;
}
