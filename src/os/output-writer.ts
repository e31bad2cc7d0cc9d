/** Writing to this process's own output without waiting for its reader, whatever kind of file it is. */
import { closeSync, constants, openSync, writeSync } from "node:fs";
import { constants as osConstants } from "node:os";
import { factsOfOpen, isPlainFile } from "./facts.ts";
import { bind, lastErrno } from "./libc.ts";
import { codeOf, OsError } from "./os-error.ts";

/** Descriptor 1. */
export class OutputWriter {
  readonly #fd: number;
  readonly #isSocket: boolean;
  /** A socket took the beginning of what came before it. */
  #rest: Uint8Array = NOTHING;

  /**
   * A plain file is written where others write it and makes nobody wait; a pipe or a terminal is opened anew, because
   * whoever else has it keeps a blocking one; a socket cannot be opened, and is asked not to wait.
   */
  constructor() {
    const opened = isPlainFile(factsOfOpen(STDOUT)) ? STDOUT : openAnew();
    this.#isSocket = opened === undefined;
    this.#fd = opened ?? STDOUT;
  }

  /** Takes up to 4096 bytes whole. False: not now. */
  write(bytes: Uint8Array): boolean {
    if (this.#rest.length > 0) this.#rest = this.#rest.subarray(this.#put(this.#rest));
    if (this.#rest.length > 0) return false;
    const done = this.#put(bytes);
    if (done > 0) this.#rest = bytes.slice(done);
    return done > 0;
  }

  close(): void {
    if (this.#fd !== STDOUT) closeSync(this.#fd);
  }

  /** Gives how many were taken now. */
  #put(bytes: Uint8Array): number {
    if (this.#isSocket) return sendSome(bytes);
    try {
      return writeSync(this.#fd, bytes);
    } catch (error) {
      if (codeOf(error) === "EAGAIN") return 0;
      throw error;
    }
  }
}

/** Undefined: it is a socket. */
function openAnew(): number | undefined {
  try {
    return openSync(`/proc/self/fd/${STDOUT}`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
  } catch (error) {
    if (codeOf(error) !== "ENXIO") throw error;
    return undefined;
  }
}

function sendSome(bytes: Uint8Array): number {
  const sent = send(STDOUT, bytes, bytes.length, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (sent >= 0) return sent;
  const errno = lastErrno();
  if (errno === osConstants.errno.EAGAIN) return 0;
  throw new OsError("send", errno, "standard output");
}

const send = bind("long send(int fd, void *bytes, ulong size, int flags)");
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;
const NOTHING = new Uint8Array(0);
const STDOUT = 1;
const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;
