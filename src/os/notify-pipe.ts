/**
 * The pipe on which a process says that it is ready (s6's `notification-fd`). The process has a read end of it as well: saying so
 * while no supervisor lives does not end it with SIGPIPE, and the next supervisor finds what was said.
 */
import { closeSync, constants, openSync } from "node:fs";
import { factsOf, factsOfOpen, identityOf, isFifo } from "./facts.ts";
import { pipe } from "./libc.ts";
import { codeOf } from "./os-error.ts";

export interface NotifyPipe {
  readonly reader: number;
  /** For the process, to read and write. */
  readonly writer: number;
  /** `device:inode`. */
  readonly identity: string;
}

/** Makes one; both ends are closed in other programs. */
export function makeNotifyPipe(): NotifyPipe {
  const { reader, writer } = pipe();
  try {
    const identity = identityOf(factsOfOpen(reader));
    return { reader, writer: openSync(`/proc/self/fd/${reader}`, constants.O_RDWR), identity };
  } catch (error) {
    closeSync(reader);
    throw error;
  } finally {
    closeSync(writer);
  }
}

/**
 * The read end of a pipe that the process has as descriptor `target`. Undefined: it has it no more (another may have the number by
 * now), or it cannot be seen.
 */
export function notifyPipeOf(pid: number, target: number, identity: string): number | undefined {
  const path = `/proc/${pid}/fd/${target}`;
  try {
    const found = factsOf(path);
    if (found === undefined || !isFifo(found) || identityOf(found) !== identity) return undefined;
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if (identityOf(factsOfOpen(fd)) === identity) return fd;
    closeSync(fd);
    return undefined;
  } catch (error) {
    if (codeOf(error) === "") throw error;
    return undefined;
  }
}
