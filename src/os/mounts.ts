/**
 * Which file system a path is on, without touching that file system: one that hangs would take the asking thread with it.
 * What is mounted where comes from the kernel; symlinks are followed on the root file system alone, where the program is
 * itself.
 */
import { readFileSync, readlinkSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { monotonicMs } from "./clock.ts";
import { factsOfName, isSymlink } from "./facts.ts";
import { wholePath } from "./whole-path.ts";

/** Mount point to device (`8:1`). */
export type MountTable = ReadonlyMap<string, string>;

/** The device of an absolute or relative path that need not exist; "" where the kernel does not tell. */
export function deviceOf(path: string): string {
  return deviceAmong(mountTable(), wholePath(path), readLink);
}

/** As `deviceOf`, of an absolute path. `link` gives what a symlink says, undefined for anything else. */
export function deviceAmong(
  mounts: MountTable,
  path: string,
  link: (path: string) => string | undefined,
  linksLeft: number = MOST_LINKS,
): string {
  const root = mounts.get("/") ?? "";
  let device = root;
  for (let end = path.indexOf("/", 1); ; end = path.indexOf("/", end + 1)) {
    const at = end < 0 ? path : path.slice(0, end);
    const mounted = mounts.get(at);
    const target = mounted === undefined && device === root && linksLeft > 0 ? link(at) : undefined;
    if (target !== undefined) {
      const below = end < 0 ? "" : path.slice(end + 1);
      return deviceAmong(mounts, resolve(dirname(at), target, below), link, linksLeft - 1);
    }
    device = mounted ?? device;
    if (end < 0) return device;
  }
}

/** As the kernel's own limit. */
const MOST_LINKS = 40;

/** Reads `/proc/PID/mountinfo`. Of several mounts on one point the last one is seen. */
export function parseMounts(text: string): MountTable {
  const mounts = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, , device, , point] = line.split(" ");
    if (device !== undefined && point !== undefined) mounts.set(unescaped(point), device);
  }
  return mounts;
}

/** The kernel writes blank, tab, newline and backslash as three octal digits. */
function unescaped(point: string): string {
  return point.replaceAll(/\\([0-7]{3})/g, (_all, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}

/** A thousand logs are opened in one go. */
const TABLE_MS = 1000;
let table: { readonly readAt: number; readonly mounts: MountTable } | undefined;

function mountTable(): MountTable {
  const now = monotonicMs();
  if (table === undefined || now - table.readAt > TABLE_MS)
    table = { readAt: now, mounts: parseMounts(readMountInfo()) };
  return table.mounts;
}

function readMountInfo(): string {
  try {
    return readFileSync("/proc/self/mountinfo", "latin1");
  } catch {
    return "";
  }
}

/** Most names are no symlinks: being told so by an error takes ten times as long. */
function readLink(path: string): string | undefined {
  try {
    const found = factsOfName(path);
    return found !== undefined && isSymlink(found) ? readlinkSync(path, "latin1") : undefined;
  } catch {
    return undefined;
  }
}
