/** The other end of a supervisor's FIFOs, as svc and svok use it. Needs no FFI. */
import { closeSync, constants, fstatSync, openSync, writeSync } from "node:fs";
import { codeOf } from "./os-error.ts";

/** Whether somebody has the FIFO open for reading: with `supervise/ok`, whether a supervisor lives. */
export type FifoState = "read" | "unread" | "absent" | "denied";

/** Looks at a FIFO as svok does; what is none has no reader. Other failures throw. */
export function probeFifo(path: string): FifoState {
  try {
    const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    const isFifo = fstatSync(fd).isFIFO();
    closeSync(fd);
    return isFifo ? "read" : "unread";
  } catch (error) {
    const state = FAILED_PROBE[codeOf(error)];
    if (state === undefined) throw error;
    return state;
  }
}

const FAILED_PROBE: Readonly<Record<string, FifoState>> = {
  ENXIO: "unread",
  ELOOP: "unread",
  EISDIR: "unread",
  ENOENT: "absent",
  ENOTDIR: "absent",
  EACCES: "denied",
};

/** Writes to a FIFO that has a reader. False: nobody reads it, or it does not exist. Its owner may be hostile. */
export function writeFifo(path: string, bytes: string | Uint8Array): boolean {
  const fd = openForWriting(path);
  if (fd === undefined) return false;
  try {
    if (!fstatSync(fd).isFIFO()) return false;
    writeSync(fd, typeof bytes === "string" ? Buffer.from(bytes) : bytes);
    return true;
  } finally {
    closeSync(fd);
  }
}

function openForWriting(path: string): number | undefined {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch (error) {
    if (codeOf(error) === "ENXIO" || codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}
