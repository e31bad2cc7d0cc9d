/**
 * The threads on which Node does file system calls that would block (fsync of a rotated log), name look-ups and
 * compression. libuv starts them at the first such call and ends the program when it cannot, so they are started while
 * there is room in the process table.
 */
import { access } from "node:fs";

/** Starts them. */
export function startThreadPool(): void {
  access("/", () => undefined);
}
