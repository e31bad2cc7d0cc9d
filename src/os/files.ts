/** Writing files so that a reader, a crash or a power cut sees the old one or the new one, never half of one. */
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { codeOf } from "./os-error.ts";

/** Replaces `path` by rename. Not forced to disk: for files whose loss at a power cut does no harm. */
export function replaceFile(path: string, content: string | Uint8Array, mode?: number): void {
  writeBeside(path, content, mode, false);
}

/** Replaces `path` by rename, on disk before this returns. */
export function replaceFileDurably(path: string, content: string | Uint8Array, mode?: number): void {
  writeBeside(path, content, mode, true);
  syncDirectory(dirname(path));
}

function writeBeside(
  path: string,
  content: string | Uint8Array,
  mode: number | undefined,
  sync: boolean,
): void {
  const temporary = `${path}.new`;
  const fd = openNew(temporary, mode ?? 0o644);
  try {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
    if (mode !== undefined) fchmodSync(fd, mode);
    if (sync) fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(temporary, path);
}

/**
 * Opens a file that this call made, for writing. What has the name is removed, never opened: where others may write, it
 * could be a FIFO that blocks us or a hard link to something of ours.
 */
export function openNew(path: string, mode: number): number {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  try {
    return openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    removeIfPresent(path);
    return openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  }
}

/** Points the symlink `path` at `target` by rename: at no moment is it missing. */
export function replaceSymlink(path: string, target: string): void {
  const temporary = `${path}.new`;
  removeIfPresent(temporary);
  symlinkSync(target, temporary);
  renameSync(temporary, path);
}

/** Forces names created, renamed or removed in a directory to disk. */
export function syncDirectory(path: string): void {
  const fd = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Makes one directory. False: the name exists. */
export function makeDirectory(path: string, mode: number): boolean {
  try {
    mkdirSync(path, { mode });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Removes a file or symlink. False: there was none. */
export function removeIfPresent(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

/**
 * A plain file as text; undefined when it does not exist. Its owner may be hostile: nothing blocks, and what is no plain
 * file or longer than `limitBytes` throws.
 */
export function readTextIfPresent(path: string, limitBytes: number = 1024 * 1024): string | undefined {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
  try {
    const found = fstatSync(fd);
    if (!found.isFile()) throw new Error("not a plain file");
    if (found.size > limitBytes) throw new Error(`larger than ${limitBytes} bytes`);
    return readUpTo(fd, found.size);
  } finally {
    closeSync(fd);
  }
}

/** As much as the file had when its size was asked for: one that grows is read as it was. */
function readUpTo(fd: number, size: number): string {
  const bytes = Buffer.allocUnsafe(size);
  let done = 0;
  while (done < size) {
    const read = readSync(fd, bytes, done, size - done, null);
    if (read === 0) break;
    done += read;
  }
  return bytes.toString("utf8", 0, done);
}
