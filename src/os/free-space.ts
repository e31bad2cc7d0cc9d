/** What is left of a file system for this user: bytes and names. */
import { statfsSync, statSync } from "node:fs";
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

/** Free space where `path` is, or where it would be made. What is reserved for root is free for root alone. */
export function freeSpaceAt(path: string): FreeSpace {
  try {
    const { bsize, bfree, bavail, files, ffree } = statfsSync(path);
    const blocks = process.getuid?.() === 0 ? bfree : bavail;
    const inodes = files === 0 ? Number.POSITIVE_INFINITY : ffree;
    return { device: statSync(path).dev, blockBytes: bsize, bytes: blocks * bsize, inodes };
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || path === "/") throw error;
    return freeSpaceAt(dirname(path));
  }
}
