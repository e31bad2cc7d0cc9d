/** Closing descriptors that the C library made: in a worker thread Node warns when it is asked to close what it did not open. */
import { bind } from "./libc.ts";

const close = bind("int close(int fd)");

/** Closes a descriptor that did not come from Node. False: the system says why not, but it is closed. */
export function closeRaw(fd: number): boolean {
  return close(fd) === 0;
}
