/** FIFOs on disk: `control` and `ok` of a supervisor, the pipe between a service and its logger. */
import { closeSync, constants, readSync } from "node:fs";
import { constants as osConstants } from "node:os";
import { factsOfOpen, isFifo } from "./facts.ts";
import { makeFifo } from "./libc.ts";
import { openFile } from "./open-file.ts";
import { codeOf, OsError } from "./os-error.ts";
import { watchOrClose } from "./readable.ts";

/**
 * Makes the FIFO unless it exists (owner and mode of an existing one are an administrator's delegation and stay) and
 * opens it for reading and writing: such a descriptor never sees end of file and never blocks. Refuses anything
 * that is not a FIFO, a symlink included.
 */
export function openFifo(path: string, mode: number): number {
  makeFifo(path, mode);
  const fd = openFile(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  if (isFifo(factsOfOpen(fd))) return fd;
  closeSync(fd);
  throw new OsError("open", osConstants.errno.EEXIST, `${path} (not a FIFO)`);
}

export interface FifoReader {
  readonly fd: number;
  close(): void;
}

const chunk = Buffer.alloc(4096);

/** Calls `onBytes` with what arrives; the buffer is only valid during the call. */
export function readFifo(fd: number, onBytes: (bytes: Uint8Array) => void): FifoReader {
  const stop = watchOrClose(fd, () => {
    const size = readAvailable(fd);
    if (size > 0) onBytes(chunk.subarray(0, size));
  });
  return {
    fd,
    close() {
      stop();
      closeSync(fd);
    },
  };
}

function readAvailable(fd: number): number {
  try {
    return readSync(fd, chunk);
  } catch (error) {
    if (codeOf(error) === "EAGAIN") return 0;
    throw error;
  }
}
