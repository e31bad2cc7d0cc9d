/** FIFOs on disk: `control` and `ok` of a supervisor, the pipe between a service and its logger. */
import { closeSync, constants } from "node:fs";
import { constants as osConstants } from "node:os";
import { isFifoMode, modeOfOpen } from "./facts.ts";
import { type FilePath, pathText } from "./held-path.ts";
import { bind, lastErrno, makeFifo } from "./libc.ts";
import { openFile } from "./open-file.ts";
import { OsError } from "./os-error.ts";
import { watchOrClose } from "./readable.ts";

/**
 * Makes the FIFO unless it exists (owner and mode of an existing one are an administrator's delegation and stay) and
 * opens it for reading and writing: such a descriptor never sees end of file and never blocks. Refuses anything
 * that is not a FIFO, a symlink included.
 */
export function openFifo(path: FilePath, mode: number): number {
  makeFifo(path, mode);
  const fd = openFile(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  if (isFifoMode(modeOfOpen(fd))) return fd;
  closeSync(fd);
  throw new OsError("open", osConstants.errno.EEXIST, `${pathText(path)} (not a FIFO)`);
}

export interface FifoReader {
  readonly fd: number;
  close(): void;
}

/** Calls `onByte` with each byte that arrives. */
export function readFifo(fd: number, onByte: (byte: number) => void): FifoReader {
  const stop = watchOrClose(fd, () => {
    const size = readAvailable(fd);
    for (let i = 0; i < size; i++) onByte(chunk[i] ?? 0);
  });
  return {
    fd,
    close() {
      stop();
      closeSync(fd);
    },
  };
}

/** Node's own call checks so much that a signal would leave a twentieth of a millisecond later. */
function readAvailable(fd: number): number {
  const size = read(fd, chunk, chunk.length);
  if (size >= 0) return size;
  const errno = lastErrno();
  if (errno === EAGAIN || errno === EINTR) return 0;
  throw new OsError("read", errno);
}

const { EAGAIN, EINTR } = osConstants.errno;
const read = bind("long read(int fd, void *bytes, ulong size)");
const chunk = new Uint8Array(4096);
