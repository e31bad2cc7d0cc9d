/** Lines into another service's log: through the pipe that service writes to, so they share its stamps and its files. */
import { constants } from "node:os";
import { FifoWriter } from "../os/fifo-writer.ts";
import { OsError } from "../os/os-error.ts";
import { OutputWriter } from "../os/output-writer.ts";
import type { LineTarget, Message } from "./log-lines.ts";

export interface RelayOptions {
  /** Path of the other log's FIFO; empty: that service has none. `OUTPUT`: this process's own output. */
  readonly fifo: string;
  readonly service: string;
  readonly prefix: string;
}

/** In the place of a FIFO: standard output. */
export const OUTPUT = "-";

/** PIPE_BUF: a write of so much stays in one piece, whoever else writes. */
const ATOMIC_BYTES = 4096;

/** The destination `service:NAME`. */
export class LogRelay implements LineTarget {
  readonly mostBytes: number;
  readonly mostLines = 256;
  readonly #prefix: Uint8Array;
  readonly #fifo: FifoWriter | OutputWriter;

  /** Throws when the service has no log of its own here. */
  constructor({ fifo, service, prefix }: RelayOptions) {
    if (fifo === "") throw new OsError("open", constants.errno.ENOENT, `the log of service ${service}`);
    this.#prefix = Buffer.from(prefix);
    this.mostBytes = ATOMIC_BYTES - this.#prefix.length - 1;
    this.#fifo = fifo === OUTPUT ? new OutputWriter() : new FifoWriter(fifo);
  }

  send({ text, beginsLine, endsLine }: Message): boolean {
    const [before, behind] = [beginsLine ? this.#prefix : NO_BYTES, endsLine ? NEWLINE : NO_BYTES];
    return this.#fifo.write(Buffer.concat([before, text, behind]));
  }

  close(): void {
    this.#fifo.close();
  }
}

const NEWLINE: Uint8Array = Uint8Array.of(10);
const NO_BYTES = new Uint8Array(0);
