/** What is left of a file system for this user: bytes and names. */
import { type StatsFs, statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { codeOf } from "./os-error.ts";

export interface FreeSpace {
  /** Two paths with the same number share what is left. */
  readonly device: number;
  readonly blockBytes: number;
  readonly bytes: number;
  /** Infinity: the file system makes inodes as they are needed. */
  readonly inodes: number;
}

/** Free space where `path` is, or where it would be made. */
export function freeSpaceAt(path: string): FreeSpace {
  try {
    const found = statfsSync(path);
    const inodes = found.files === 0 ? Number.POSITIVE_INFINITY : found.ffree;
    return { device: statSync(path).dev, blockBytes: found.bsize, bytes: freeBytesOf(found), inodes };
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || path === "/") throw error;
    return freeSpaceAt(dirname(path));
  }
}

/** What this process may still fill: what is reserved for root is free for root alone. */
export function freeBytesOf({ bsize, bfree, bavail }: StatsFs): number {
  return (process.geteuid?.() === 0 ? bfree : bavail) * bsize;
}
