/** Reading directories that somebody else may own: nothing is followed, nothing blocks, nothing is trusted. */
import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
} from "node:fs";
import { codeOf } from "./os-error.ts";

export interface LiveName {
  readonly name: string;
  readonly kind: "file" | "dir" | "link" | "other";
}

/** Names in a directory with their kinds, in byte order. Undefined: it does not exist or is none. */
export function listNames(path: string): LiveName[] | undefined {
  try {
    const names = readdirSync(path, { withFileTypes: true }).map((e) => ({ name: e.name, kind: kindOf(e) }));
    return names.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error))) return undefined;
    throw error;
  }
}

function kindOf(entry: Dirent): LiveName["kind"] {
  if (entry.isSymbolicLink()) return "link";
  if (entry.isDirectory()) return "dir";
  return entry.isFile() ? "file" : "other";
}

export interface Ownership {
  readonly kind: LiveName["kind"];
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
  readonly dev: number;
  readonly ino: number;
}

/** Who owns a name itself, not what it leads to. Undefined: there is none. */
export function ownershipOf(path: string): Ownership | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  const kind = found.isSymbolicLink()
    ? "link"
    : found.isDirectory()
      ? "dir"
      : found.isFile()
        ? "file"
        : "other";
  return {
    kind,
    uid: found.uid,
    gid: found.gid,
    mode: found.mode & 0o7777,
    dev: found.dev,
    ino: found.ino,
  };
}

/** Target of a symlink. Undefined: the name is none. */
export function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch (error) {
    if (["ENOENT", "EINVAL", "ENOTDIR"].includes(codeOf(error))) return undefined;
    throw error;
  }
}

export interface RegularFile {
  readonly content: Uint8Array;
  readonly executable: boolean;
  readonly uid: number;
}

/** Bytes of a regular file, at most `limitBytes`. Undefined: no such file, not a regular one, or longer. */
export function readRegular(path: string, limitBytes: number): RegularFile | undefined {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ELOOP", "ENXIO"].includes(codeOf(error))) return undefined;
    throw error;
  }
  try {
    const found = fstatSync(fd);
    if (!found.isFile() || found.size > limitBytes) return undefined;
    return { content: readAll(fd, found.size), executable: (found.mode & 0o111) !== 0, uid: found.uid };
  } finally {
    closeSync(fd);
  }
}

function readAll(fd: number, size: number): Uint8Array {
  const buffer = Buffer.alloc(size);
  let done = 0;
  while (done < size) {
    const got = readSync(fd, buffer, done, size - done, done);
    if (got === 0) break;
    done += got;
  }
  return buffer.subarray(0, done);
}
