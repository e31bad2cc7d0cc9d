/**
 * Every change an activation makes to the world goes through this one interface: a test can record the operations,
 * lose some of them as a power cut would, or die between two of them. Reading needs no such seam.
 */
import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeSync,
} from "node:fs";
import { OWNER } from "../protocol/names.ts";
import { writeFifo } from "./fifo-client.ts";
import { removeIfPresent, syncDirectory } from "./files.ts";
import { listNames, ownershipOf } from "./live-tree.ts";
import { codeOf } from "./os-error.ts";

export interface Operations {
  /** Makes one directory; it must not exist. The mode is exact, whatever the umask. */
  makeDirectory(path: string, mode: number): void;
  /** Makes a file; it must not exist. With `sync` its bytes are on disk before this returns, its name is not. */
  writeFile(path: string, content: string | Uint8Array, mode: number, sync: boolean): void;
  /** Makes a symlink; the name must be free. */
  makeSymlink(path: string, target: string): void;
  rename(from: string, to: string): void;
  /** Removes a file or symlink, if it is there. */
  remove(path: string): void;
  /** Removes a directory and everything below, its mark last, if it is there. Follows no symlink. */
  removeTree(path: string): void;
  /** Forces the names in a directory to disk. */
  syncDirectory(path: string): void;
  /** Writes to a control FIFO. False: nobody reads it, or it is no FIFO. */
  control(path: string, bytes: string): boolean;
  /** Gives a file another owner and mode; -1 leaves an id as it is. Follows no symlink. */
  own(path: string, uid: number, gid: number, mode: number): void;
  /** Changes a directory's modification time, for monitors that look at nothing else. */
  touch(path: string): void;
}

/** The real thing. */
export const operations: Operations = {
  makeDirectory(path, mode) {
    mkdirSync(path, { mode });
    chmodSync(path, mode);
  },
  writeFile,
  makeSymlink: (path, target) => symlinkSync(target, path),
  rename: renameSync,
  remove: (path) => void removeIfPresent(path),
  removeTree,
  syncDirectory,
  control: writeFifo,
  own(path, uid, gid, mode) {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    try {
      fchownSync(fd, uid, gid);
      fchmodSync(fd, mode);
    } finally {
      closeSync(fd);
    }
  },
  touch(path) {
    const now = new Date();
    utimesSync(path, now, now);
  },
};

/** A removal that was cut short must leave something that can be told to be ours. */
function removeTree(path: string): void {
  const options = { recursive: true, force: true, maxRetries: 3 };
  const isDirectory = ownershipOf(path)?.kind === "dir";
  for (const { name } of isDirectory ? (listNames(path) ?? []) : [])
    if (name !== OWNER) rmSync(`${path}/${name}`, options);
  rmSync(path, options);
}

function writeFile(path: string, content: string | Uint8Array, mode: number, sync: boolean): void {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const fd = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
    fchmodSync(fd, mode);
    if (sync) fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/**
 * Operations that call `before` ahead of each change; for tests that stop an activation at every step it takes.
 */
export function interrupted(inner: Operations, before: (step: number, what: string) => void): Operations {
  let step = 0;
  const wrapped: Record<string, unknown> = {};
  for (const [name, operation] of Object.entries(inner)) {
    wrapped[name] = (...args: unknown[]): unknown => {
      before(++step, `${name} ${String(args[0])}`);
      return (operation as (...all: unknown[]) => unknown)(...args);
    };
  }
  return wrapped as unknown as Operations;
}

/** Makes missing directories down to `path`, each with this mode, their names on disk before this returns. */
export function ensureDirectory(ops: Operations, path: string, mode: number): void {
  const parent = path.slice(0, path.lastIndexOf("/")) || "/";
  try {
    ops.makeDirectory(path, mode);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return;
    if (codeOf(error) !== "ENOENT") throw error;
    ensureDirectory(ops, parent, mode);
    ops.makeDirectory(path, mode);
  }
  ops.syncDirectory(parent);
}
