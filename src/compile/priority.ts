/** Niceness, I/O class, scheduler, processors, OOM score: absolute values that are set exactly or fail the start. */
import type { Service } from "../declare/service.ts";
import { shQuote } from "./sh-quote.ts";
import type { Unit } from "./unit.ts";

const IO_CLASS = { none: 0, realtime: 1, "best-effort": 2, idle: 3 } as const;

/**
 * Lines that change the shell itself before it becomes the service. `nice` would add to the supervisor's niceness and
 * go on when refused; `taskset` silently leaves out processors the machine does not have, so the result is compared.
 */
export function priorityLines({ service }: Unit): readonly string[] {
  const lines: string[] = [];
  if (service.nice !== undefined) lines.push(`renice ${service.nice} -p $$ >/dev/null || exit 111`);
  if (service.oomScoreAdj !== undefined)
    lines.push(`echo ${service.oomScoreAdj} >/proc/$$/oom_score_adj || exit 111`);
  if (service.cpus !== undefined) lines.push(...cpuLines(service.cpus));
  return lines;
}

function cpuLines(cpus: string): readonly string[] {
  const list = canonicalCpus(cpus);
  const allowed = shQuote(`^Cpus_allowed_list:[[:blank:]]*${list}$`);
  const complaint = shQuote(`processors ${list} are not all there`);
  return [
    `taskset -cp ${shQuote(list)} $$ >/dev/null || exit 111`,
    `grep -q ${allowed} /proc/$$/status || { echo ${complaint} >&2; exit 111; }`,
  ];
}

/** The kernel's spelling of a processor list: ascending, neighbours joined, strides (`0-6:2`) taken apart. */
export function canonicalCpus(cpus: string): string {
  const numbers = new Set<number>();
  for (const part of cpus.split(",")) {
    const match = /^\s*(\d+)(?:-(\d+)(?::(\d+))?)?\s*$/.exec(part);
    if (match === null) return cpus;
    const first = Number(match[1]);
    const step = Math.max(1, Number(match[3] ?? 1));
    for (let n = first; n <= Math.min(Number(match[2] ?? first), first + 65_535); n += step) numbers.add(n);
  }
  const ranges: [first: number, last: number][] = [];
  for (const n of [...numbers].sort((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range !== undefined && range[1] === n - 1) range[1] = n;
    else ranges.push([n, n]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}

/** Words of the chain: `ionice`, `chrt`. Both fail when the kernel refuses. */
export function schedulingWords(service: Service): readonly (readonly string[])[] {
  const words: string[][] = [];
  const { ioClass, ioPriority, sched } = service;
  if (ioClass !== undefined || ioPriority !== undefined) {
    const ionice = ["ionice", "-c", `${IO_CLASS[ioClass ?? "best-effort"]}`];
    if (ioPriority !== undefined) ionice.push("-n", `${ioPriority}`);
    words.push(ionice);
  }
  if (sched !== undefined) words.push(["chrt", `-${sched.policy[0]}`, `${sched.priority}`]);
  return words;
}
