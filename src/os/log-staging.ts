/**
 * Taking bytes out of a pipe so that a kill at any instruction loses none: splice(2) moves them into a file in one system
 * call, and the file's size is the account of it. Beside it the progress record (supervise/log-progress.ts).
 */
import { closeSync, constants, ftruncateSync, openSync, readSync, statfsSync, writeSync } from "node:fs";
import { endianness, constants as osConstants } from "node:os";
import { PROGRESS, STAGING } from "../protocol/log-names.ts";
import { besideStarts } from "./beside-starts.ts";
import { factsOfOpen, isPlainFile } from "./facts.ts";
import { freeBytesOf } from "./free-space.ts";
import { bind, lastErrno } from "./libc.ts";
import { codeOf, OsError } from "./os-error.ts";

const SPLICE_F_NONBLOCK = 2;
const splice = bind(
  "long splice(int in, void *in_offset, int out, void *out_offset, ulong size, uint flags)",
);
/** A loff_t in two halves: a BigInt would be an object for every line. */
const offset = new Uint32Array(new ArrayBuffer(8));
const [LOW, HIGH] = endianness() === "LE" ? [0, 1] : [1, 0];

/** With less than this a file system counts as full: the next attempt would soon fail again. */
const LEAST_ROOM = 8192;

/** What a pipe gave: a number of bytes (0: nothing now), or its end. */
export type Taken = number | "end";

/** The staging file and the progress record of one log. */
export class Staging {
  readonly #file: number;
  readonly #progress: number;
  /** Nobody has written a progress record here before. */
  readonly #isFirst: boolean;
  #size: number;
  #errno = 0;
  /** Read, and no room for it yet. */
  #held: Uint8Array = NOTHING;

  /** Opens or makes both files in `folder`, with `suffix` behind their names. */
  constructor(folder: string, suffix = "") {
    const file = openPrivate(`${folder}/${STAGING}${suffix}`);
    const progress = openOrClose(`${folder}/${PROGRESS}${suffix}`, file.fd);
    this.#file = file.fd;
    this.#progress = progress.fd;
    this.#isFirst = progress.size === 0;
    this.#size = file.size;
  }

  /** It cannot grow: the last attempt failed, and the file system has no more room since. */
  get isStuck(): boolean {
    if (this.#errno === osConstants.errno.ENOSPC && this.#hasRoom()) this.#errno = 0;
    return this.#errno !== 0;
  }

  #hasRoom(): boolean {
    return freeBytesOf(statfsSync(`/proc/self/fd/${this.#file}`)) >= LEAST_ROOM;
  }

  /** Bytes taken and not emptied yet. */
  get size(): number {
    return this.#size;
  }

  /** Appends at most `most` bytes from a pipe. */
  takeFromPipe(pipe: number, most: number): Taken {
    offset[LOW] = this.#size >>> 0;
    offset[HIGH] = Math.floor(this.#size / 2 ** 32);
    const moved = splice(pipe, null, this.#file, offset, most, SPLICE_F_NONBLOCK);
    if (moved === 0) return "end";
    if (moved > 0) {
      this.#size += moved;
      this.#errno = 0;
      return moved;
    }
    const errno = lastErrno();
    if (errno === osConstants.errno.EAGAIN || errno === osConstants.errno.EINTR) return 0;
    this.#errno = errno;
    throw new OsError("splice", errno, "the log pipe");
  }

  /** As `takeFromPipe` for other kinds of files. What finds no room stays in `buffer`, always the same, and comes first then. */
  takeByReading(source: number, buffer: Uint8Array): Taken {
    if (this.#held.length === 0) {
      const size = readSome(source, buffer);
      if (size === 0 || size === "end") return size;
      this.#held = buffer.subarray(0, size);
    }
    const before = this.#size;
    while (this.#held.length > 0) {
      const done = writeSync(this.#file, this.#held, 0, this.#held.length, this.#size);
      this.#size += done;
      this.#held = this.#held.subarray(done);
    }
    return this.#size - before;
  }

  /** What was read and found no room. */
  get held(): Uint8Array {
    return this.#held;
  }

  /** Gives it up. */
  forgetHeld(): void {
    this.#held = NOTHING;
  }

  /** Copies staged bytes into `buffer`. */
  read(buffer: Uint8Array, from: number, size: number): number {
    return readSync(this.#file, buffer, 0, size, from);
  }

  /** Forgets all bytes. */
  empty(): void {
    ftruncateSync(this.#file, 0);
    this.#size = 0;
  }

  /** Writes the first `size` bytes of the progress record: one call, less than a page. */
  record(bytes: Uint8Array, size: number): void {
    writeSync(this.#progress, bytes, 0, size, 0);
  }

  /** The record as it stood on disk when this was opened; empty when there was none. */
  readRecord(size: number): Uint8Array {
    if (this.#isFirst) return NOTHING;
    const bytes = Buffer.alloc(size);
    return bytes.subarray(0, readSync(this.#progress, bytes, 0, size, 0));
  }

  close(): void {
    closeSync(this.#file);
    closeSync(this.#progress);
  }
}

/** "end": of the file. */
function readSome(source: number, buffer: Uint8Array): Taken {
  try {
    return readSync(source, buffer) || "end";
  } catch (error) {
    if (codeOf(error) === "EAGAIN") return 0;
    throw error;
  }
}

const NOTHING = new Uint8Array(0);

/** It is tried again for as long as it fails. */
function openOrClose(path: string, other: number): ReturnType<typeof openPrivate> {
  try {
    return openPrivate(path);
  } catch (error) {
    closeSync(other);
    throw error;
  }
}

function openPrivate(path: string): { readonly fd: number; readonly size: number } {
  const { O_RDWR, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  const fd = besideStarts(() => openSync(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600));
  const found = factsOfOpen(fd);
  if (isPlainFile(found) && found.links === 1) return { fd, size: found.size };
  closeSync(fd);
  throw new OsError("open", osConstants.errno.EEXIST, `${path} (not a plain file)`);
}
