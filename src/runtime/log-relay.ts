/** Lines into another service's log: through the pipe that service writes to, so they share its stamps and its files. */
import { constants } from "node:os";
import { FifoWriter } from "../os/fifo-writer.ts";
import { OsError } from "../os/os-error.ts";
import type { LogJson } from "../protocol/service-json.ts";
import { splitLines } from "../supervise/log-lines.ts";
import { type Filter, parseFilter } from "../supervise/log-pattern.ts";
import type { LinePosition, Renderer } from "../supervise/log-render.ts";
import { type Accepted, type LogSink, NOWHERE, type Piece, type Place } from "./log-sink.ts";

export interface RelayOptions {
  /** Path of the other log's FIFO; empty: that service has none. */
  readonly fifo: string;
  readonly service: string;
  readonly policy: LogJson;
  readonly renderer: Renderer;
}

/** PIPE_BUF: a write of so much stays in one piece, whoever else writes. */
const ATOMIC_BYTES = 4096;
const MOST_LINES = 256;

/** The destination `service:NAME`. */
export class LogRelay implements LogSink {
  readonly #renderer: Renderer;
  readonly #prefix: Uint8Array;
  readonly #filter: Filter;
  readonly #fifo: FifoWriter;

  /** Throws when the service has no log of its own here. */
  constructor({ fifo, service, policy, renderer }: RelayOptions) {
    if (fifo === "") throw new OsError("open", constants.errno.ENOENT, `the log of service ${service}`);
    this.#renderer = renderer;
    this.#prefix = Buffer.from(policy.prefix ?? "");
    this.#filter = parseFilter(policy.filter ?? []);
    this.#fifo = new FifoWriter(fifo);
  }

  accept({ size, position, final }: Piece, onPlace: (consumed: number, place: Place) => void): Accepted {
    const input = this.#renderer.input.subarray(0, size);
    const mostBytes = ATOMIC_BYTES - this.#prefix.length - 1;
    const lines = splitLines(input, {
      filter: this.#filter,
      position,
      final,
      mostBytes,
      mostLines: MOST_LINES,
    });
    onPlace(lines.at(-1)?.next ?? 0, NOWHERE);
    let done: Accepted = { consumed: 0, position };
    for (const line of lines) {
      const prefix = done.position === "start" ? this.#prefix : NO_BYTES;
      const end = line.position === "start" || final ? NEWLINE : NO_BYTES;
      const message = Buffer.concat([prefix, input.subarray(line.from, line.to), end]);
      if (line.isSelected && !this.#fifo.write(message)) return { ...done, isBusy: true };
      done = { consumed: line.next, position: line.position };
    }
    return done;
  }

  place(): Place {
    return NOWHERE;
  }

  room(): number {
    return Number.POSITIVE_INFINITY;
  }

  rotate(): void {}

  async close(_position: LinePosition): Promise<void> {
    this.#fifo.close();
  }

  abandon(): void {
    this.#fifo.close();
  }
}

const NEWLINE: Uint8Array = Uint8Array.of(10);
const NO_BYTES = new Uint8Array(0);
