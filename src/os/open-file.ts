/** Opening and writing files the short way, for those who do it twenty times for every service they bring up. */
import { closeSync, constants, openSync, unlinkSync } from "node:fs";
import { constants as osConstants } from "node:os";
import { isMainThread } from "node:worker_threads";
import { closeRaw } from "./close-raw.ts";
import { O_CLOEXEC } from "./constants-linux.ts";
import { factsOfOpen, isPlainFile } from "./facts.ts";
import { atPath, type FilePath, pathText } from "./held-path.ts";
import { bind, lastErrno } from "./libc.ts";
import { codeOf, OsError } from "./os-error.ts";

/**
 * As Node's `openSync`. In other threads than the main one it is that: what such a thread has open, Node closes when it
 * dies, and its locks are free.
 */
export function openFile(path: FilePath, flags: number, mode: number = 0): number {
  if (!isMainThread) return openSync(pathText(path), flags, mode);
  const { folder, name } = atPath(path);
  for (;;) {
    const fd = calls.open(folder, name, flags | O_CLOEXEC, mode);
    if (fd !== -1) return fd;
    // Of a file system that is asked over a network, as Node does it.
    if (lastErrno() !== osConstants.errno.EINTR) throw new OsError("open", lastErrno(), pathText(path));
  }
}

/** Closes what `openFile` opened. Throws what a file system over a network says only now. */
export function closeFile(fd: number, path: FilePath): void {
  if (!isMainThread) closeSync(fd);
  else if (!closeRaw(fd) && lastErrno() !== osConstants.errno.EINTR)
    throw new OsError("close", lastErrno(), pathText(path));
}

/**
 * A plain file of at most a megabyte as text; undefined when it does not exist. Its owner may be hostile: nothing blocks, and
 * what is anything else throws. One that grows meanwhile is read as it was.
 */
export function readContractFile(path: string): string | undefined {
  let fd: number;
  try {
    fd = openFile(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
  try {
    const found = factsOfOpen(fd);
    if (!isPlainFile(found)) throw new Error("not a plain file");
    if (found.size > LIMIT_BYTES) throw new Error(`larger than ${LIMIT_BYTES} bytes`);
    const bytes = found.size <= small.length ? small : Buffer.allocUnsafe(found.size);
    return bytes.toString("utf8", 0, readUpTo(fd, bytes, found.size, path));
  } finally {
    closeFile(fd, path);
  }
}

function readUpTo(fd: number, bytes: Buffer, size: number, path: string): number {
  let done = 0;
  while (done < size) {
    const count = calls.read(fd, bytes.subarray(done), size - done);
    if (count === -1) throw new OsError("read", lastErrno(), path);
    if (count === 0) break;
    done += count;
  }
  return done;
}

const LIMIT_BYTES = 1024 * 1024;
const small = Buffer.from(new ArrayBuffer(4096));

/** Writes a file that this call made, with a single write: whole, or it throws. What had the name is removed, never opened. */
export function writeNewFile(path: FilePath, content: string | Uint8Array, mode: number): void {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const make = (): number => openFile(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  let fd: number;
  try {
    fd = make();
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    unlinkSync(pathText(path));
    fd = make();
  }
  try {
    const size = typeof content === "string" ? Buffer.byteLength(content) : content.length;
    const write = typeof content === "string" ? calls.writeText : calls.write;
    const written = write(fd, content, size);
    if (written === -1) throw new OsError("write", lastErrno(), pathText(path));
    if (written !== size) throw new OsError("write", osConstants.errno.ENOSPC, pathText(path));
  } finally {
    closeFile(fd, path);
  }
}

/** Gives a file another name, which what had it loses. */
export function renameFile(from: FilePath, to: FilePath): void {
  const [one, other] = [atPath(from), atPath(to)];
  if (calls.rename(one.folder, one.name, other.folder, other.name) === 0) return;
  throw new OsError("rename", lastErrno(), pathText(from));
}

const calls = {
  read: bind("long read(int fd, void *bytes, ulong size)"),
  open: bind("int openat(int folder, const char *path, int flags, uint mode)"),
  write: bind("long write(int fd, const void *bytes, ulong size)"),
  writeText: bind("long write(int fd, const char *text, ulong size)"),
  rename: bind("int renameat(int folder, const char *path, int toFolder, const char *toPath)"),
};
