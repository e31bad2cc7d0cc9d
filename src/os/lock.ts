/** Lock files: `supervise/lock`, the scan directory's, an apply's. flock(2), as daemontools and runit take it. */
import { closeSync, constants, readFileSync } from "node:fs";
import type { FilePath } from "./held-path.ts";
import { tryLock, unlock, waitLock } from "./libc.ts";
import { openFile } from "./open-file.ts";

export interface FileLock {
  readonly fd: number;
  /** The kernel does the same when the process dies. */
  release(): void;
}

/** Takes the lock without waiting. Undefined: somebody holds it. The file is made with mode 0600. */
export function takeLock(path: FilePath): FileLock | undefined {
  const fd = openLockFile(path);
  if (tryLock(fd, path)) return { fd, release: () => letGo(fd, path) };
  closeSync(fd);
  return undefined;
}

/** Takes the lock, blocking the thread until its holder lets go. */
export function awaitLock(path: string): FileLock {
  const fd = openLockFile(path);
  waitLock(fd, path);
  return { fd, release: () => letGo(fd, path) };
}

function letGo(fd: number, path: FilePath): void {
  try {
    unlock(fd, path);
  } finally {
    closeSync(fd);
  }
}

function openLockFile(path: FilePath): number {
  const { O_WRONLY, O_CREAT, O_NONBLOCK, O_NOFOLLOW } = constants;
  return openFile(path, O_WRONLY | O_CREAT | O_NONBLOCK | O_NOFOLLOW, 0o600);
}

/** The pid that holds a lock on this inode, from /proc/locks. Undefined: none, or it cannot be seen from here. */
export function lockHolder(file: { readonly dev: number; readonly ino: number }): number | undefined {
  const major = (file.dev >>> 8) & 0xfff;
  const minor = (file.dev & 0xff) | ((file.dev >>> 12) & 0xfff00);
  const device = `${hex(major)}:${hex(minor)}:${file.ino}`;
  for (const line of readFileSync("/proc/locks", "utf8").split("\n")) {
    const [pid, where] = line
      .replace(/^\d+: (-> )?/, "")
      .trim()
      .split(/\s+/)
      .slice(3);
    if (where === device && Number(pid) > 0) return Number(pid);
  }
  return undefined;
}

const hex = (n: number): string => n.toString(16).padStart(2, "0");
