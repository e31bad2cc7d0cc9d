/** Bytes on a control FIFO, as `svc` sends them, but not before somebody listens: our monitor starts services first. */
import { closeSync, constants, openSync, writeSync } from "node:fs";

const NAP_MS = 10;
const BOUND_MS = 20_000;

/** One write of all letters. Waits until the FIFO has a reader; never makes a file of that name. */
export function writeControl(path: string, letters: string): void {
  const deadline = performance.now() + BOUND_MS;
  for (;;) {
    try {
      const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
      writeSync(fd, letters);
      closeSync(fd);
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, NAP_MS);
    }
  }
}
