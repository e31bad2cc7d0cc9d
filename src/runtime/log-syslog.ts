/** Lines to syslog. After a crash the last few may be sent again; none is left out. Over UDP the network may lose some. */
import { lookup } from "node:dns/promises";
import { hostname } from "node:os";
import { wallClockMs } from "../os/clock.ts";
import { MessageSocket } from "../os/message-socket.ts";
import type { LogJson } from "../protocol/service-json.ts";
import { syslogHead } from "../protocol/syslog.ts";
import { splitLines } from "../supervise/log-lines.ts";
import { type Filter, parseFilter } from "../supervise/log-pattern.ts";
import type { LinePosition, Renderer } from "../supervise/log-render.ts";
import { type Accepted, type LogSink, NOWHERE, type Piece, type Place } from "./log-sink.ts";

export interface SyslogOptions {
  /** Empty: /dev/log. Else a socket's path, or `HOST[:PORT]` for UDP, port 514. */
  readonly address: string;
  readonly name: string;
  readonly policy: LogJson;
  readonly renderer: Renderer;
}

/** What common syslog daemons take in one message. */
const MOST_BYTES = 8000;
/** So many may come twice after a crash. */
const MOST_LINES = 64;

/** A syslog socket, opened at the first line and again after each failure. */
export class LogSyslog implements LogSink {
  readonly #options: SyslogOptions;
  readonly #address: string;
  readonly #filter: Filter;
  /** The address with a numeric host; undefined while its name is being looked up. */
  #target: string | undefined;
  #lookUpFailure: unknown;
  #socket: MessageSocket | undefined;

  constructor(options: SyslogOptions) {
    this.#options = options;
    this.#address = options.address === "" ? "/dev/log" : options.address;
    this.#filter = parseFilter(options.policy.filter ?? []);
    this.#lookUp();
  }

  accept({ size, position, final }: Piece, onPlace: (consumed: number, place: Place) => void): Accepted {
    if (this.#target === undefined) return this.#notYet(position);
    const input = this.#options.renderer.input.subarray(0, size);
    const most = { mostBytes: MOST_BYTES, mostLines: MOST_LINES };
    const lines = splitLines(input, { filter: this.#filter, position, final, ...most });
    onPlace(lines.at(-1)?.next ?? 0, NOWHERE);
    let done: Accepted = { consumed: 0, position };
    for (const line of lines) {
      if (line.isSelected && !this.#sendOrWait(input.subarray(line.from, line.to), done.consumed > 0))
        return { ...done, isBusy: true };
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
    this.abandon();
  }

  abandon(): void {
    this.#socket?.close();
    this.#socket = undefined;
  }

  #lookUp(): void {
    const [, host = "", port = ""] = /^([^/[\]:]+)(:\d+)?$/.exec(this.#address) ?? [];
    if (host === "") this.#target = this.#address;
    else
      lookup(host).then(
        ({ address, family }) => {
          this.#target = `${family === 6 ? `[${address}]` : address}${port}`;
        },
        (error: unknown) => {
          this.#lookUpFailure = error;
        },
      );
  }

  #notYet(position: LinePosition): Accepted {
    const failure = this.#lookUpFailure;
    if (failure === undefined) return { consumed: 0, position, isBusy: true };
    this.#lookUpFailure = undefined;
    this.#lookUp();
    throw failure;
  }

  /** A failure behind lines that were sent waits for the next call, so that those are accounted for. */
  #sendOrWait(line: Uint8Array, hasSent: boolean): boolean {
    try {
      return this.#send(line);
    } catch (error) {
      if (hasSent) return false;
      throw error;
    }
  }

  #send(line: Uint8Array): boolean {
    const now = new Date(wallClockMs());
    const { head, textAt } = syslogHead(line, {
      month: now.getMonth(),
      day: now.getDate(),
      time: now.toTimeString().slice(0, 8),
      tag: this.#options.name,
      ...(this.#address.startsWith("/") ? {} : { host: hostname() }),
    });
    const text = `${head}${this.#options.policy.prefix ?? ""}`;
    const message = Buffer.concat([Buffer.from(text), line.subarray(textAt)]);
    try {
      this.#socket ??= new MessageSocket(this.#target ?? this.#address);
      return this.#socket.send(message);
    } catch (error) {
      this.abandon();
      throw error;
    }
  }
}
