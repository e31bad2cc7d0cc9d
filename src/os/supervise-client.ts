/** What svc, svok and svstat do to a service directory. Failures keep their errno; needs no FFI. */
import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from "node:fs";

/** Throws what a chdir to `directory` would fail with. */
export function mustBeEnterable(directory: string): void {
  accessSync(`${directory}/.`, constants.X_OK);
}

/** Whether the path exists, as stat sees it. */
export function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Opens a FIFO for writing and writes `bytes` with one call; ENXIO: nobody reads it. With no bytes it only looks.
 * Whoever `supervise/` is delegated to may put anything there: a link or a file is never written to.
 */
export function writeControl(path: string, bytes: string): void {
  const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    if (!fstatSync(fd).isFIFO()) throw new Error("not a FIFO");
    if (bytes !== "") writeSync(fd, bytes);
  } finally {
    closeSync(fd);
  }
}

/** The first `size` bytes of a file, fewer when it is shorter. */
export function readHead(path: string, size: number): Uint8Array {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const bytes = Buffer.alloc(size);
    return bytes.subarray(0, readSync(fd, bytes));
  } finally {
    closeSync(fd);
  }
}
