/** Facts about processes that are not ours, from /proc. What may not be read is unknown, never an error. */
import { closeSync, constants, openSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename, resolve } from "node:path";
import { bytesWaiting } from "./libc.ts";

/** Value of a variable in a process's environment at its start. Undefined: not set, gone, or not readable. */
export function environmentValue(pid: number, name: string): string | undefined {
  const wanted = Buffer.from(`${name}=`);
  for (const entry of splitNul(readOrEmpty(`/proc/${pid}/environ`))) {
    if (entry.subarray(0, wanted.length).equals(wanted)) return entry.subarray(wanted.length).toString();
  }
  return undefined;
}

function splitNul(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0, start);
    const stop = end < 0 ? bytes.length : end;
    parts.push(bytes.subarray(start, stop));
    start = stop + 1;
  }
  return parts;
}

/**
 * Names (`comm`) of the processes, among `wanted`, that work in a directory or were given it as an argument. Those of
 * other users may be missing.
 */
export function namesServing(path: string, wanted: readonly string[]): string[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const named = pids.map((pid) => ({ pid, name: readOrEmpty(`/proc/${pid}/comm`).toString().trim() }));
  return named
    .filter(({ pid, name }) => wanted.includes(name) && isServing(pid, path))
    .map(({ name }) => name);
}

function isServing(pid: string, path: string): boolean {
  const directory = linkOrEmpty(`/proc/${pid}/cwd`);
  const [, ...args] = splitNul(readOrEmpty(`/proc/${pid}/cmdline`)).map((a) => a.toString());
  return directory === path || args.some((a) => resolve(directory || "/", a) === path);
}

/** The words a process was started with, the interpreter and the folder of a script left out; "?" when unknown. */
export function commandLine(pid: number): string {
  const words = splitNul(readOrEmpty(`/proc/${pid}/cmdline`)).map((w) => w.toString());
  const shown = basename(words[0] ?? "") === "node" ? words.slice(1) : words;
  const [program = "?", ...args] = shown;
  return [basename(program, ".cjs"), ...args].join(" ");
}

/** The text of /proc/PID/limits; "" when it is gone or may not be read. */
export function limitsOf(pid: number): string {
  return readOrEmpty(`/proc/${pid}/limits`).toString("latin1");
}

/** The process waits for something: it is not at work this moment. */
export function isAsleep(pid: number): boolean {
  const text = readOrEmpty(`/proc/${pid}/stat`).toString("latin1");
  return text.slice(text.lastIndexOf(")") + 2, text.lastIndexOf(")") + 3) === "S";
}

/** Bytes a process has not yet read from its standard input. Undefined: cannot be known. */
export function unreadInput(pid: number): number | undefined {
  let fd: number;
  try {
    fd = openSync(`/proc/${pid}/fd/0`, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    return bytesWaiting(fd);
  } catch {
    return undefined;
  } finally {
    closeSync(fd);
  }
}

function readOrEmpty(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

function linkOrEmpty(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
