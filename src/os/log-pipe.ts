/**
 * The pipe between a service and its logger: a FIFO with a name, which the service itself holds open for reading and
 * writing. So neither side's restarts nor the monitor's death sever it; a full one blocks the service, as everywhere.
 */
import { closeSync, constants, openSync } from "node:fs";
import { openFifo } from "./fifo.ts";
import { setBlocking } from "./libc.ts";

export class LogPipe {
  readonly path: string;
  #held: number;

  /** Makes the FIFO where needed, and holds it: what is written while nobody else has it open stays in it. */
  constructor(path: string) {
    this.path = path;
    this.#held = openFifo(path, 0o600);
  }

  /** A blocking descriptor for others' output, as a service opens one itself. */
  openOutput(): number {
    return openSync(this.path, constants.O_RDWR | constants.O_NOFOLLOW);
  }

  /** A blocking descriptor for a logger's input, which sees end of file once nobody writes; the caller closes it. */
  openForLogger(): number {
    const fd = openSync(this.path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    setBlocking(fd, constants.O_NONBLOCK);
    return fd;
  }

  /** The descriptor that holds it; undefined after `close`. */
  get descriptor(): number | undefined {
    return this.#held < 0 ? undefined : this.#held;
  }

  /** Lets go: a logger now sees end of file as soon as the service is gone. */
  close(): void {
    if (this.#held >= 0) closeSync(this.#held);
    this.#held = -1;
  }
}
