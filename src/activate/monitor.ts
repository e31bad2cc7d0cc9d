/** Which monitor watches a scan directory, and how to make it look now. Nothing else about suites is known here. */
import { setImmediate } from "node:timers/promises";
import { probeFifo } from "../os/fifo-client.ts";
import type { Operations } from "../os/operations.ts";
import { namesServing } from "../os/process-facts.ts";
import type { Observation } from "../plan/observation.ts";
import { MONITOR_CONTROL } from "../protocol/monitor-control.ts";
import { SCAN_FILES, SCAN_FOLDER } from "../protocol/names.ts";

export type Monitor = Observation["monitor"];

const S6_CONTROL = ".s6-svscan/control";

/** Looks for the monitor of a scan directory by what it leaves there, or by what it was told to serve. */
export function findMonitor(scanDir: string): Monitor {
  if (probeFifo(`${scanDir}/${SCAN_FOLDER}/${SCAN_FILES.control}`) === "read") return "svforge";
  if (probeFifo(`${scanDir}/${S6_CONTROL}`) === "read") return "s6";
  const names = namesServing(scanDir, ["svscan", "runsvdir", "busybox"]);
  if (names.includes("svscan")) return "daemontools";
  return names.length > 0 ? "runit" : "none";
}

/**
 * Makes the monitor look at its directory. svscan looks every 5 s and cannot be asked; runsvdir looks when the
 * directory's time has changed (SIGALRM would end every build of it but Debian's).
 */
export function askForRescan(ops: Operations, scanDir: string, monitor: Monitor): void {
  if (monitor === "svforge") {
    ops.control(`${scanDir}/${SCAN_FOLDER}/${SCAN_FILES.control}`, MONITOR_CONTROL.rescan);
  } else if (monitor === "s6") {
    ops.control(`${scanDir}/${S6_CONTROL}`, "an");
  } else if (monitor === "runit") {
    ops.touch(scanDir);
  }
}

interface Asked {
  readonly ops: Operations;
  readonly scanDir: string;
  readonly monitor: Monitor;
}

/**
 * The same, once for all services that are changed in one turn of the event loop: a look at each of a thousand new
 * names for every one of them would be a million.
 */
export function askForRescanSoon(context: Asked): Promise<void> {
  const pending = soon.get(context) ?? rescanNextTurn(context);
  soon.set(context, pending);
  return pending;
}

const soon = new WeakMap<Asked, Promise<void>>();

async function rescanNextTurn(context: Asked): Promise<void> {
  await setImmediate();
  soon.delete(context);
  askForRescan(context.ops, context.scanDir, context.monitor);
}
