/** What identifies a process for good: its pid, its start time, and the boot both belong to. */
import { readdirSync, readFileSync } from "node:fs";
import { codeOf, saysWhatIsThere } from "./os-error.ts";

export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot: field 22 of /proc/PID/stat. */
  readonly startTime: string;
  /** /proc/sys/kernel/random/boot_id. */
  readonly bootId: string;
}

export interface ProcessNow {
  readonly startTime: string;
  readonly parent: number;
  /** It has ended and its parent has not asked how yet. */
  readonly isZombie: boolean;
}

/** What /proc says of a pid now. Undefined: there is no such process. Throws when /proc cannot be read for other reasons. */
export function processAt(pid: number): ProcessNow | undefined {
  const fields = statFields(pid);
  if (fields === undefined) return undefined;
  return {
    startTime: fields[19] ?? "",
    parent: Number(fields[1]),
    isZombie: fields[0] === "Z" || fields[0] === "X",
  };
}

/** Identity of a running process. Undefined: it is gone, or a zombie. Throws as `processAt`. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const now = processAt(pid);
  if (now === undefined || now.isZombie) return undefined;
  return { pid, startTime: now.startTime, bootId: bootId() };
}

/** Whether exactly this process still runs: not a later one that got its pid, not one of another boot. */
export function isSameProcess(then: ProcessIdentity): boolean {
  const now = identityOf(then.pid);
  return now !== undefined && now.startTime === then.startTime && now.bootId === then.bootId;
}

export interface SessionLeader {
  readonly pid: number;
  readonly startTime: string;
}

/** Processes that lead a session, as everything a monitor starts does; zombies left out. */
export function sessionLeaders(): SessionLeader[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const fields = statFields(Number(name));
    if (fields?.[3] !== name || fields[0] === "Z" || fields[0] === "X") return [];
    return [{ pid: Number(name), startTime: fields[19] ?? "" }];
  });
}

let boot: string | undefined;

/** Changes with every boot of the machine; "" where /proc is missing. */
export function bootId(): string {
  boot ??= readIfThere("/proc/sys/kernel/random/boot_id").trim();
  return boot;
}

/** Fields 3 and following of /proc/PID/stat; the name before them may hold blanks and parentheses. */
function statFields(pid: number): string[] | undefined {
  const text = readIfThere(`/proc/${pid}/stat`);
  const nameEnd = text.lastIndexOf(")");
  return nameEnd < 0 ? undefined : text.slice(nameEnd + 2).split(" ");
}

/** "" for what is not there. No descriptor or no memory is no answer: taken for one, it would make a second process. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (saysWhatIsThere(error) || codeOf(error) === "ESRCH") return "";
    throw error;
  }
}

/** Processes whose parent is `parent`, zombies left out. */
export function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const now = processAt(pid);
      return now !== undefined && now.parent === parent && !now.isZombie;
    });
}
