/**
 * Reading a pipe without taking the bytes out of it: tee(2) lends its pages to a private pipe, which is then read.
 * Taking them out afterwards is a splice(2) to /dev/null, which copies nothing.
 */
import { constants as fsConstants, openSync, readSync } from "node:fs";
import { bind, lastErrno, pipe, setPipeSize } from "./libc.ts";
import { OsError } from "./os-error.ts";

const SPLICE_F_NONBLOCK = 2;
const tee = bind("long tee(int in, int out, ulong size, uint flags)");
const splice = bind(
  "long splice(int in, void *in_offset, int out, void *out_offset, ulong size, uint flags)",
);

/** One for a thread: it is empty between two calls. */
export class PipePeek {
  readonly #lent = pipe();
  readonly #nowhere = openSync("/dev/null", fsConstants.O_WRONLY);

  constructor(sizeBytes: number) {
    setPipeSize(this.#lent.writer, sizeBytes);
  }

  /** Copies what is at the front of `source`, up to `most` bytes. 0: nothing, or not possible now. */
  peek(source: number, buffer: Uint8Array, most: number): number {
    const size = tee(source, this.#lent.writer, most, SPLICE_F_NONBLOCK);
    for (let done = 0; done < size; ) done += readSync(this.#lent.reader, buffer, done, size - done, null);
    return Math.max(0, size);
  }

  /** Takes `size` bytes out; they must be there. */
  consume(source: number, size: number): void {
    for (let done = 0; done < size; ) {
      const moved = splice(source, null, this.#nowhere, null, size - done, SPLICE_F_NONBLOCK);
      if (moved <= 0) throw new OsError("splice", lastErrno(), "the log pipe");
      done += moved;
    }
  }
}
