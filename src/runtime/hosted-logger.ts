/** A logger without a process: the log engine plays its part, signals included (svlogd's and multilog's meanings). */
import type { LogPipe } from "../os/log-pipe.ts";
import type { LogJson } from "../protocol/service-json.ts";
import type { DirectoryOrder } from "./directory-order.ts";

export class HostedLogger {
  readonly #directory: DirectoryOrder;
  #closing = false;

  /** Starts at once. `onEnd`: everything is written and closed. */
  constructor(directory: DirectoryOrder, policy: LogJson, pipe: LogPipe, onEnd: () => void) {
    this.#directory = directory;
    const relay = "service" in policy.to ? directory.host.pipeOf(policy.to.service) : undefined;
    directory.host.logs.open(
      {
        id: directory.identity,
        name: directory.name().replace(/\/log$/, ""),
        pipe: pipe.path,
        policy,
        ...(relay === undefined ? {} : { relay }),
      },
      onEnd,
    );
  }

  reconfigure(policy: LogJson): void {
    this.#directory.host.logs.reconfigure(this.#directory.identity, policy);
  }

  signal(name: string): void {
    if (name === "HUP") this.#directory.host.logs.signal(this.#directory.identity, "reopen");
    else if (name === "ALRM") this.#directory.host.logs.signal(this.#directory.identity, "rotate");
    else if (ENDING.has(name)) this.close();
  }

  /** Drains the pipe and ends. */
  close(): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#directory.host.logs.close(this.#directory.identity);
  }
}

const ENDING: ReadonlySet<string> = new Set(["TERM", "INT", "QUIT", "KILL"]);
