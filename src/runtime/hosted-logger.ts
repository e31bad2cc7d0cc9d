/** A logger without a process: the log engine plays its part, signals included (svlogd's and multilog's meanings). */
import type { LogPipe } from "../os/log-pipe.ts";
import type { LogJson } from "../protocol/service-json.ts";
import type { DirectoryOrder } from "./directory-order.ts";
import { waitsForNext } from "./log-messages.ts";
import { OUTPUT } from "./log-relay.ts";

export class HostedLogger {
  readonly #directory: DirectoryOrder;
  readonly #pipe: LogPipe;
  readonly #onEnd: () => void;
  #policy: LogJson;
  #closing = false;
  #isLast = false;

  /** Starts at once. `onEnd`: everything is written and closed. */
  constructor(directory: DirectoryOrder, policy: LogJson, pipe: LogPipe, onEnd: () => void) {
    this.#directory = directory;
    this.#policy = policy;
    this.#pipe = pipe;
    this.#onEnd = onEnd;
    this.#open(policy, this.#relayOf(policy), (leftBytes) => {
      if (this.#isLast && leftBytes > 0) {
        this.#passOn(leftBytes);
        return;
      }
      if (leftBytes > 0) this.#say(waitsForNext(leftBytes));
      onEnd();
    });
  }

  #open(policy: LogJson, relay: string | undefined, onClosed: (leftBytes: number) => void): void {
    const { identity, host } = this.#directory;
    const pipe = this.#pipe.path;
    const log = { id: identity, name: this.#name, pipe, policy, ...(relay === undefined ? {} : { relay }) };
    host.logs.open(log, onClosed);
  }

  #say(message: string): void {
    this.#directory.host.reporter.say(`${this.#name}/log: ${message}`);
  }

  get #name(): string {
    return this.#directory.name().replace(/\/log$/, "");
  }

  /** Undefined: it goes to no other service, or that has no log. */
  #relayOf({ to }: LogJson): string | undefined {
    return "service" in to ? this.#directory.host.pipeOf(to.service) : undefined;
  }

  reconfigure(policy: LogJson): void {
    this.#policy = policy;
    this.#directory.host.logs.reconfigure(this.#directory.identity, policy, this.#relayOf(policy));
  }

  /** To where the output of services without a log goes. */
  #passOn(bytes: number): void {
    const { host, identity } = this.#directory;
    const [where, relay] =
      host.catchAll === undefined ? ["standard output", OUTPUT] : ["svscan's log", host.catchAll.path];
    this.#say(`${bytes} bytes cannot be written and nobody comes for them: they go to ${where}`);
    const prefix = `${this.#name}: ${this.#policy.prefix ?? ""}`;
    this.#open({ ...this.#policy, to: { service: "svscan" }, prefix }, relay, (leftBytes) => {
      if (leftBytes > 0) this.#say(`${leftBytes} bytes are lost`);
      this.#onEnd();
    });
    host.logs.close(identity);
  }

  signal(name: string): void {
    if (name === "HUP") this.#directory.host.logs.signal(this.#directory.identity, "reopen");
    else if (name === "ALRM") this.#directory.host.logs.signal(this.#directory.identity, "rotate");
    else if (ENDING.has(name)) this.close();
  }

  /** Drains the pipe and ends. `isLast`: its directory goes, so there is no next logger. */
  close(isLast = false): void {
    this.#isLast ||= isLast;
    if (this.#closing) return;
    this.#closing = true;
    this.#directory.host.logs.close(this.#directory.identity);
  }
}

const ENDING: ReadonlySet<string> = new Set(["TERM", "INT", "QUIT", "KILL"]);
