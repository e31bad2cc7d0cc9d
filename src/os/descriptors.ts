/** Plain descriptors, for code that may not touch the file system itself. */
import { closeSync, constants, openSync, readSync } from "node:fs";

const chunk = Buffer.alloc(4096);

/** What a readable descriptor holds, up to 4 KiB; "" at end of file. */
export function readText(fd: number): string {
  return chunk.toString("utf8", 0, readSync(fd, chunk));
}

/** Closes a descriptor. */
export function closeDescriptor(fd: number): void {
  closeSync(fd);
}

/** /dev/null for reading and writing. */
export function openDevNull(): number {
  return openSync("/dev/null", constants.O_RDWR);
}

/** A directory, to start programs in. */
export function openDirectory(path: string): number {
  return openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
}
