/** Whether a process has the limits that its declaration gives it: it, or somebody, may have changed them since. */
import type { Limit, LimitName, LimitValue } from "../declare/service.ts";

/** One note for each declared limit that `procLimits`, the text of a /proc/PID/limits, says otherwise of. */
export function limitNotes(
  declared: readonly (readonly [name: LimitName, limit: Limit])[],
  procLimits: string,
): readonly string[] {
  return declared.flatMap(([name, limit]) => {
    const [soft, hard] = limitIn(procLimits, name);
    if (soft === undefined || hard === undefined) return [];
    if (isAs(limit.soft, soft, hard) && isAs(limit.hard, hard, hard)) return [];
    return [`limits.${name} of the process is ${soft}:${hard}, not as declared`];
  });
}

/** `"hard"` is what the hard limit was at the start. */
function isAs(declared: LimitValue, now: string, hard: string): boolean {
  return now === (declared === "hard" ? hard : String(declared));
}

/** Soft and hard limit as they stand in the text of a /proc/PID/limits; empty when it has no such line. */
export function limitIn(text: string, name: LimitName): readonly string[] {
  const line = text.split("\n").find((one) => one.startsWith(LABELS[name]));
  return line?.slice(LABEL_WIDTH).trim().split(/\s+/).slice(0, 2) ?? [];
}

const LABEL_WIDTH = 26;

/** proc(5)'s words. */
const LABELS: Readonly<Record<LimitName, string>> = {
  cpu: "Max cpu time",
  fsize: "Max file size",
  data: "Max data size",
  stack: "Max stack size",
  core: "Max core file size",
  rss: "Max resident set",
  nproc: "Max processes",
  nofile: "Max open files",
  memlock: "Max locked memory",
  as: "Max address space",
  locks: "Max file locks",
  sigpending: "Max pending signals",
  msgqueue: "Max msgqueue size",
  nice: "Max nice priority",
  rtprio: "Max realtime priority",
  rttime: "Max realtime timeout",
};
