/** Operations on open log files. A write is all or nothing, so that a full disk leaves no half line. */
import {
  closeSync,
  createReadStream,
  createWriteStream,
  fchmodSync,
  fstatSync,
  fsync,
  ftruncateSync,
  read,
  readSync,
  write,
  writeSync,
  writev,
} from "node:fs";
import { constants } from "node:os";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import * as zlib from "node:zlib";
import { CLEAN_MARK } from "../protocol/log-names.ts";
import { extentOfOpen } from "./facts.ts";
import { OsError } from "./os-error.ts";

const toDisk = promisify(fsync);

/** Appends `size` bytes, those from `at` on; on failure the file has its former length again. */
export function appendAll(fd: number, bytes: Uint8Array, size: number, lengthBefore: number, at = 0): void {
  let done = 0;
  try {
    while (done < size) {
      const written = writeSync(fd, bytes, at + done, size - done);
      if (written === 0) throw new OsError("write", constants.errno.ENOSPC);
      done += written;
    }
  } catch (error) {
    if (done > 0) ftruncateSync(fd, lengthBefore);
    throw error;
  }
}

/** Cuts the file to `size` bytes if it is longer. */
export function cutTo(fd: number, size: number): void {
  if (fstatSync(fd).size > size) ftruncateSync(fd, size);
}

/** Its size, which others may have changed, and how many names it has left. */
export function stateOf(fd: number): { readonly size: number; readonly links: number } {
  return extentOfOpen(fd);
}

/** The file's last byte; undefined when it is empty. */
export function lastByte(fd: number): number | undefined {
  const { size } = fstatSync(fd);
  const byte = Buffer.alloc(1);
  return size > 0 && readSync(fd, byte, 0, 1, size - 1) === 1 ? byte[0] : undefined;
}

/** Gives the file the permission bits of `mode`. */
export function setMode(fd: number, mode: number): void {
  fchmodSync(fd, mode);
}

/** Forces the file to disk without blocking this thread (a slow disk must not delay other logs), marks it clean, closes it. */
export async function finishLater(fd: number, mode: number): Promise<void> {
  try {
    await toDisk(fd);
    fchmodSync(fd, mode | CLEAN_MARK);
  } finally {
    closeSync(fd);
  }
}

interface Zstd {
  readonly createZstdCompress?: () => zlib.Gzip;
}

/** Asked of Node itself: an import is bound to what the Node that built this program had. */
const zstdOf = (): Zstd => process.getBuiltinModule("node:zlib") as unknown as Zstd;

/** Whether this Node has zstd: 22.15 and later have. */
export function hasZstd(): boolean {
  return zstdOf().createZstdCompress !== undefined;
}

/** Compresses one open file into another, off this thread. Closes neither. */
export async function compressFile(from: number, to: number, kind: "gzip" | "zstd"): Promise<void> {
  await pipeline(
    createReadStream("", { fd: from, start: 0, autoClose: false, fs: { read, close: stayOpen } }),
    (kind === "zstd" ? zstdOf().createZstdCompress?.() : undefined) ?? zlib.createGzip(),
    createWriteStream("", { fd: to, autoClose: false, fs: { write, writev, close: stayOpen } }),
  );
}

/** A stream that fails closes its descriptor whatever it was told, and the number may be another file's by then. */
function stayOpen(_fd: number, done?: (error: null) => void): void {
  done?.(null);
}

/** The file's length. */
export function sizeOf(fd: number): number {
  return fstatSync(fd).size;
}

/** When the file was made, in milliseconds since 1970. */
export function bornMs(fd: number): number {
  return fstatSync(fd).birthtimeMs;
}
