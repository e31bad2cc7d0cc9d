/** Reading logs: a file of any size at any place, a compressed one as if it were not. */
import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import * as zlib from "node:zlib";
import { parseRotatedName } from "../protocol/log-names.ts";
import { codeOf } from "./os-error.ts";

export interface LogBytes {
  /** Grows while the file is written to. */
  size(): number;
  /** Bytes from `at` on, fewer at the end. Only valid until the next call. */
  read(at: number, size: number): Uint8Array;
  /** Tells one file from another that has taken its name. */
  readonly inode: number;
  close(): void;
}

/** Undefined: it is not there (any more), or not a plain file. */
export function openLogBytes(path: string): LogBytes | undefined {
  const compression = parseRotatedName(path.slice(path.lastIndexOf("/") + 1))?.compression ?? "none";
  const fd = open(path);
  if (fd === undefined) return undefined;
  const { ino: inode } = fstatSync(fd);
  if (compression === "none") return { ...plain(fd), inode };
  try {
    const bytes = decompress(readFileSync(fd), compression);
    return {
      inode,
      size: () => bytes.length,
      read: (at, size) => bytes.subarray(at, at + size),
      close: () => {},
    };
  } finally {
    closeSync(fd);
  }
}

function open(path: string): number | undefined {
  try {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if (fstatSync(fd).isFile()) return fd;
    closeSync(fd);
    return undefined;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function plain(fd: number): Omit<LogBytes, "inode"> {
  let buffer = Buffer.alloc(0);
  return {
    size: () => fstatSync(fd).size,
    read(at, size) {
      if (buffer.length < size) buffer = Buffer.alloc(size);
      return buffer.subarray(0, readSync(fd, buffer, 0, size, at));
    },
    close: () => closeSync(fd),
  };
}

function decompress(bytes: Buffer, kind: "gzip" | "zstd"): Buffer {
  if (kind === "gzip") return zlib.gunzipSync(bytes);
  // Asked of Node itself: an import is bound to what the Node that built this program had.
  const { zstdDecompressSync } = process.getBuiltinModule("node:zlib") as unknown as {
    readonly zstdDecompressSync?: (bytes: Buffer) => Buffer;
  };
  if (zstdDecompressSync === undefined) throw new Error("this Node cannot read zstd; use `zstd -dc`");
  return zstdDecompressSync(bytes);
}

/** Names of the log files of a directory: rotated ones in the order of time, then `current`. Each log once. */
export function listLogFiles(directory: string): string[] {
  const rotated = readdirSync(directory)
    .filter((name) => (parseRotatedName(name)?.kind ?? "t") !== "t")
    .sort();
  const once = rotated.filter((name, i) => rotated[i - 1]?.slice(0, 25) !== name.slice(0, 25));
  return [...once, "current"];
}
