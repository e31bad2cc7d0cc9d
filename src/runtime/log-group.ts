/**
 * A service's log as one thing: usually one stream; with `stderr = separate` a second one, from the FIFO `NAME-stderr` beside
 * the pipe into the directory `stderr` below the log's, or to the same place that is none. They end together.
 */
import { closeDescriptor } from "../os/descriptors.ts";
import { openFifo } from "../os/fifo.ts";
import { STDERR_SUFFIX } from "../protocol/log-names.ts";
import type { LogStats } from "../protocol/log-stats.ts";
import type { OpenLog } from "./log-engine.ts";
import type { Tools } from "./log-sink.ts";
import { LogStream, type StreamEvents } from "./log-stream.ts";

/** One or two streams under one id. */
export class LogGroup {
  readonly #tools: Tools;
  readonly #events: StreamEvents;
  readonly #main: LogStream;
  #errors: LogStream | undefined;
  #open = 0;
  #leftBytes = 0;

  /** `closed` comes once, after the last stream's. */
  constructor(log: OpenLog, tools: Tools, events: StreamEvents) {
    this.#tools = tools;
    this.#events = events;
    this.#main = this.#start(log);
    this.#follow(log);
  }

  /** Another policy for the same pipe. */
  reconfigure(log: OpenLog): void {
    this.#main.reconfigure(log);
    this.#follow(log);
  }

  signal(what: "rotate" | "reopen"): void {
    this.#main.signal(what);
    this.#errors?.signal(what);
  }

  close(): void {
    this.#errors?.close();
    this.#main.close();
  }

  closeAfterLine(): void {
    this.#errors?.closeAfterLine();
    this.#main.closeAfterLine();
  }

  abandon(): void {
    this.#errors?.abandon();
    this.#main.abandon();
  }

  /** The main stream's figures. */
  stats(): LogStats {
    return this.#main.counters.get();
  }

  writeStats(): void {
    this.#main.counters.write();
    this.#errors?.counters.write();
  }

  /** Opens, changes or ends the second stream as a policy wants it. */
  #follow(log: OpenLog): void {
    const errorLog = errorLogOf(log);
    const errors = this.#errors;
    if (errors !== undefined && errorLog !== undefined) errors.reconfigure(errorLog);
    else if (errors !== undefined) errors.close();
    else if (errorLog !== undefined) this.#errors = this.#start(errorLog);
    if (errorLog === undefined) this.#errors = undefined;
  }

  #start(log: OpenLog): LogStream {
    this.#open++;
    return new LogStream(log, this.#tools, {
      ...this.#events,
      closed: (leftBytes) => {
        this.#open--;
        this.#leftBytes += leftBytes;
        if (this.#open === 0) this.#events.closed(this.#leftBytes);
      },
    });
  }
}

/** Undefined: standard error is not logged apart. Makes its FIFO and the folder of its staging files. */
function errorLogOf(log: OpenLog): OpenLog | undefined {
  const { pipe, policy } = log;
  if (policy.stderr !== "separate" || typeof pipe === "number") return undefined;
  const fifo = `${pipe}${STDERR_SUFFIX}`;
  closeDescriptor(openFifo(fifo, 0o600));
  return {
    ...log,
    pipe: fifo,
    policy: "dir" in policy.to ? { ...policy, to: { dir: `${policy.to.dir}/${STDERR_FOLDER}` } } : policy,
    statsFile: `${fifo}.json`,
    stateSuffix: STDERR_SUFFIX,
  };
}

const STDERR_FOLDER = "stderr";
