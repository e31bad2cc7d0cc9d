/** Writing files so that a reader, a crash or a power cut sees the old one or the new one, never half of one. */
import {
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
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
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
  const fd = openSync(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, mode ?? 0o644);
  try {
    ftruncateSync(fd, 0);
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
    if (mode !== undefined) fchmodSync(fd, mode);
    if (sync) fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(temporary, path);
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

/** A whole file as text; undefined when it does not exist. */
export function readTextIfPresent(path: string): string | undefined {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}
