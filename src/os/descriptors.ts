/** Plain descriptors, for code that may not touch the file system itself. */
import { closeSync, constants, openSync, readSync } from "node:fs";
import { constants as osConstants } from "node:os";
import { OsError } from "./os-error.ts";

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

/** Kept free for reading the scan directory, starting programs, writing status. */
const RESERVE = 32;

/**
 * Whoever has opened `fd` and wants to keep it asks: close to the process's own `limit` it is closed again, and EMFILE
 * thrown while there is still room for what must not fail. The kernel gives out the lowest free number.
 */
export function mustHaveRoom(fd: number, limit: bigint): void {
  if (BigInt(fd + RESERVE) < limit) return;
  closeSync(fd);
  throw new OsError("open", osConstants.errno.EMFILE);
}
