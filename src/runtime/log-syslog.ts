/** Lines to syslog. After a crash the last few may be sent again; none is left out. Over UDP the network may lose some. */
import { lookup } from "node:dns/promises";
import { hostname } from "node:os";
import { wallClockMs } from "../os/clock.ts";
import { MessageSocket } from "../os/message-socket.ts";
import { syslogHead } from "../protocol/syslog.ts";
import type { LineTarget, Message } from "./log-lines.ts";

export interface SyslogOptions {
  /** Empty: /dev/log. Else a socket's path, or `HOST[:PORT]` for UDP, port 514. */
  readonly address: string;
  readonly name: string;
  readonly prefix: string;
}

/** A syslog socket, opened at the first line and again after each failure. */
export class LogSyslog implements LineTarget {
  /** What common syslog daemons take in one message. */
  readonly mostBytes = 8000;
  readonly mostLines = 64;
  readonly #options: SyslogOptions;
  readonly #address: string;
  /** The address with a numeric host; undefined while its name is being looked up. */
  #target: string | undefined;
  #lookUpFailure: unknown;
  #socket: MessageSocket | undefined;

  constructor(options: SyslogOptions) {
    this.#options = options;
    this.#address = options.address === "" ? "/dev/log" : options.address;
    this.#lookUp();
  }

  send({ text }: Message): boolean {
    const target = this.#target;
    if (target === undefined) return this.#notYet();
    try {
      this.#socket ??= new MessageSocket(target);
      return this.#socket.send(this.#messageOf(text));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
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

  #notYet(): boolean {
    const failure = this.#lookUpFailure;
    if (failure === undefined) return false;
    this.#lookUpFailure = undefined;
    this.#lookUp();
    throw failure;
  }

  #messageOf(line: Uint8Array): Uint8Array {
    const now = new Date(wallClockMs());
    const { head, textAt } = syslogHead(line, {
      month: now.getMonth(),
      day: now.getDate(),
      time: now.toTimeString().slice(0, 8),
      tag: this.#options.name,
      ...(this.#address.startsWith("/") ? {} : { host: hostname() }),
    });
    return Buffer.concat([Buffer.from(`${head}${this.#options.prefix}`), line.subarray(textAt)]);
  }
}
