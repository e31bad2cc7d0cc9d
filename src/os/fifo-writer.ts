/** Writing to a FIFO without waiting for its reader. */
import { closeSync, constants, fstatSync, openSync, writeSync } from "node:fs";
import { constants as osConstants } from "node:os";
import { codeOf, OsError } from "./os-error.ts";

/** An open FIFO. */
export class FifoWriter {
  readonly #fd: number;

  /** Opens it for reading too, so that a missing reader is no error: what is written waits. */
  constructor(path: string) {
    this.#fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    if (fstatSync(this.#fd).isFIFO()) return;
    closeSync(this.#fd);
    throw new OsError("open", osConstants.errno.EEXIST, `${path} (not a FIFO)`);
  }

  /** Up to 4096 bytes, all or nothing. False: it is full. */
  write(bytes: Uint8Array): boolean {
    try {
      writeSync(this.#fd, bytes);
      return true;
    } catch (error) {
      if (codeOf(error) === "EAGAIN") return false;
      throw error;
    }
  }

  close(): void {
    closeSync(this.#fd);
  }
}
