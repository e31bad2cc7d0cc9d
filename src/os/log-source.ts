/** The pipe a log is read from: a FIFO by its path, or standard input of whatever kind. */
import { closeSync, constants, openSync, readSync } from "node:fs";
import { constants as osConstants } from "node:os";
import { besideStarts } from "./beside-starts.ts";
import { factsOfOpen, isFifo, isPlainFile } from "./facts.ts";
import { setPipeSize } from "./libc.ts";
import type { Staging, Taken } from "./log-staging.ts";
import { codeOf, OsError } from "./os-error.ts";
import { watchReadable } from "./readable.ts";

/** One splice takes at most this much; a busy pipe is made as large. */
export const TAKE_SIZE: number = 1024 * 1024;

/** Where a log's bytes come from. */
export class LogSource {
  readonly #fd: number;
  readonly #isOwn: boolean;
  readonly #isPipe: boolean;
  readonly #buffer: Uint8Array | undefined;
  #stop: (() => void) | undefined;
  #isLarge = false;

  /** A path must be a FIFO; it is opened for reading and writing, so it has no end. A descriptor may be anything. */
  constructor(pipe: string | number) {
    this.#isOwn = typeof pipe === "string";
    this.#fd = typeof pipe === "string" ? openPipe(pipe) : pipe;
    this.#isPipe = isFifo(factsOfOpen(this.#fd));
    if (typeof pipe === "string" && !this.#isPipe) {
      closeSync(this.#fd);
      throw new OsError("open", osConstants.errno.EEXIST, `${pipe} (not a FIFO)`);
    }
    if (!this.#isPipe) this.#buffer = Buffer.alloc(65536);
  }

  /** The pipe, for looking into it; undefined: it is none. */
  get pipe(): number | undefined {
    return this.#isPipe ? this.#fd : undefined;
  }

  /** Moves what there is, up to TAKE_SIZE (or `most`), to the staging file. */
  take(staging: Staging, most: number = TAKE_SIZE): Taken {
    if (this.#buffer !== undefined) return staging.takeByReading(this.#fd, this.#buffer.subarray(0, most));
    const taken = staging.takeFromPipe(this.#fd, most);
    if (taken === DEFAULT_PIPE_SIZE && !this.#isLarge) {
      this.#isLarge = true;
      setPipeSize(this.#fd, TAKE_SIZE);
    }
    return taken;
  }

  /** Takes out what there is, for nobody; gives what that was. */
  discard(): Uint8Array {
    const bytes = Buffer.alloc(DEFAULT_PIPE_SIZE);
    try {
      return bytes.subarray(0, readSync(this.#fd, bytes));
    } catch (error) {
      if (codeOf(error) === "EAGAIN") return bytes.subarray(0, 0);
      throw error;
    }
  }

  /** Calls `onReadable` while there is something to take. */
  watch(onReadable: () => void): void {
    this.#stop ??=
      this.#isPipe || !isPlainFile(factsOfOpen(this.#fd))
        ? watchReadable(this.#fd, onReadable)
        : repeat(onReadable);
  }

  /** The pipe fills, and then its writer waits. */
  pause(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  close(): void {
    this.pause();
    if (this.#isOwn) closeSync(this.#fd);
  }
}

const { O_RDWR, O_NONBLOCK, O_NOFOLLOW } = constants;
const DEFAULT_PIPE_SIZE = 65536;

const openPipe = (path: string): number =>
  besideStarts(() => openSync(path, O_RDWR | O_NONBLOCK | O_NOFOLLOW));

/** A plain file is always readable, and the kernel refuses to watch it. */
function repeat(act: () => void): () => void {
  const timer = setInterval(act, 0);
  return () => clearInterval(timer);
}
