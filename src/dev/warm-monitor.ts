/** Runs svscan with a few logged services, so that the code caches of its two threads hold what a bring-up runs. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { cachePath } from "../os/load-part.ts";
import type { LogJson, ServiceJson } from "../protocol/service-json.ts";
import { compileNew, markPart, partPath, writeCacheOf } from "./part-cache.ts";

/** Part to the file it is run from. */
const PARTS: Readonly<Record<string, string>> = {
  "svforge-monitor": "svscan.cjs",
  "svforge-log": "log-worker.cjs",
};
/** What has run more often V8 would optimize sooner wherever the cache is used, which costs a bring-up more than it gains. */
const SERVICES = 3;
const LIMIT_MS = 10_000;

/** Leaves their caches; where svscan cannot be run, those of their text alone. `folder`: empty, for use meanwhile. */
export async function warmMonitor(folder: string): Promise<void> {
  const parts = Object.keys(PARTS);
  const isCached = (part: string): boolean => existsSync(cachePath(partPath(part)));
  parts.forEach(markPart);
  await runFor(folder, () => parts.every(isCached));
  for (const part of parts) if (!isCached(part)) writeCacheOf(part, compileNew(part));
}

/** Runs it until `isDone`, which it is told to bring about once all logs are open. */
async function runFor(folder: string, isDone: () => boolean): Promise<void> {
  const told = join(folder, "told");
  const scan = join(folder, "scan");
  for (const [part, file] of Object.entries(PARTS)) {
    const warm = JSON.stringify(new URL("warm-part.js", import.meta.url).href);
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
    await isSoon(monitor, isDone);
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
