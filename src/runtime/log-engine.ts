/**
 * The log engine as the rest of the runtime sees it: one worker thread that hosts every builtin log.
 * This side only passes messages; what a log is and where its bytes go is decided in the worker.
 */
import { Worker } from "node:worker_threads";
import { keepHeapSmall } from "../os/heap.ts";
import { ownFile } from "../os/self.ts";
import type { LogStats } from "../protocol/log-stats.ts";
import type { LogJson } from "../protocol/service-json.ts";
import { ConsoleTee } from "./log-console.ts";
import type { FromWorker, ToWorker } from "./log-messages.ts";

export interface OpenLog {
  /** The caller's key; one open log each. */
  readonly id: string;
  /** Shown by the console and in messages. */
  readonly name: string;
  /**
   * Path of the FIFO (`supervise/log-pipe`, made by the caller; the service holds it O_RDWR), or an inherited
   * descriptor. A path's folder also keeps what a crash must not lose: `log-staging` and `log-progress`.
   */
  readonly pipe: string | number;
  readonly policy: LogJson;
  /** Where the log's counters are written for `svforge status` (one JSON line, rarely). Default: `log-stats.json` beside the pipe. */
  readonly statsFile?: string;
  /** Folder of the two staging files. Default: the pipe's. Required when `pipe` is a descriptor. */
  readonly stateDir?: string;
  /** Behind the names of the staging files, where a folder has those of two logs. */
  readonly stateSuffix?: string;
  /** FIFO of the log named by `policy.to.service`. Required for that destination. */
  readonly relay?: string;
}

/** What happens to a log. `message` is one line, without the name of a program. */
export type LogEvent =
  | { readonly kind: "fault" | "recovered"; readonly id: string; readonly message: string }
  | { readonly kind: "rotated"; readonly id: string; readonly file: string }
  /** The pipe is drained and the files are closed. Always the last event of an id. */
  | { readonly kind: "closed"; readonly id: string }
  /** The worker ended though nobody stopped it; a new one has the logs, nothing is lost. */
  | { readonly kind: "restarted"; readonly message: string };

export interface LogEngine {
  readonly open: (log: OpenLog) => void;
  /** The next byte written follows the new policy; nothing is lost. */
  readonly reconfigure: (id: string, policy: LogJson) => void;
  /** `rotate` is svlogd's and multilog's ALRM, `reopen` svlogd's HUP. */
  readonly signal: (id: string, what: "rotate" | "reopen") => void;
  /** Drains what is in the pipe, keeps an unterminated last line, marks the file clean, then reports `closed`. */
  readonly close: (id: string) => void;
  /** As `close`, but takes nothing more than the rest of a line that has begun: multilog's TERM. */
  readonly closeAfterLine: (id: string) => void;
  readonly stats: () => Promise<readonly LogStats[]>;
  /** Ends the worker between two writes and leaves every log as it is; the next engine continues it. */
  readonly stop: () => Promise<void>;
}

export interface LogEngineOptions {
  /** Lines also go to standard output, behind the service's name. */
  readonly console?: { readonly colour: boolean };
  readonly onEvent: (event: LogEvent) => void;
}

/** The thread starts with the first log. */
export function startLogEngine(options: LogEngineOptions): LogEngine {
  return new WorkerEngine(options);
}

/** The thread's garbage is small and short-lived: without a limit V8 lets it have 12 MB more for a thousand logs. */
const YOUNG_MB = 2;
const EXIT_WAIT_MS = 1000;
/** So that an error which comes at once does not come at every moment. */
const RESTART_MS = 1000;

class WorkerEngine implements LogEngine {
  readonly #options: LogEngineOptions;
  readonly #console: ConsoleTee | undefined;
  /** What a new worker has to open when this one dies. */
  readonly #logs = new Map<string, OpenLog>();
  readonly #waiting: ((stats: readonly LogStats[]) => void)[] = [];
  /** 1: the worker has let go of everything. */
  readonly #stopped = new Int32Array(new SharedArrayBuffer(4));
  #worker: Worker | undefined;
  /** Runs after the worker has failed; meanwhile only what the logs are to be is kept. */
  #pause: NodeJS.Timeout | undefined;
  #onStopped: (() => void) | undefined;
  #lacksThread = false;

  constructor(options: LogEngineOptions) {
    this.#options = options;
    if (options.console !== undefined) this.#console = new ConsoleTee(options.console.colour);
  }

  open(log: OpenLog): void {
    this.#logs.set(log.id, log);
    this.#console?.add(log.name);
    this.#tell({ kind: "open", log });
  }

  reconfigure(id: string, policy: LogJson): void {
    const log = this.#logs.get(id);
    if (log !== undefined) this.#logs.set(id, { ...log, policy });
    this.#tell({ kind: "reconfigure", id, policy });
  }

  signal(id: string, what: "rotate" | "reopen"): void {
    this.#tell({ kind: "signal", id, what });
  }

  close(id: string): void {
    this.#close(id, false);
  }

  closeAfterLine(id: string): void {
    this.#close(id, true);
  }

  #close(id: string, afterLine: boolean): void {
    if (this.#pause === undefined) this.#tell({ kind: "close", id, afterLine });
    else if (this.#logs.delete(id)) this.#options.onEvent({ kind: "closed", id });
  }

  stats(): Promise<readonly LogStats[]> {
    if (this.#worker === undefined) return Promise.resolve([]);
    this.#tell({ kind: "stats" });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    clearTimeout(this.#pause);
    if (worker === undefined) return;
    await new Promise<void>((resolve) => {
      this.#onStopped = resolve;
      this.#tell({ kind: "stop" });
    });
    this.#worker = undefined;
    process.off("exit", this.#stopAtExit);
    await worker.terminate();
  }

  /** A process that exits while the thread handles an event would abort: Node cannot end a thread in the midst of one. */
  readonly #stopAtExit = (): void => {
    this.#worker?.postMessage({ kind: "stop" } satisfies ToWorker);
    Atomics.wait(this.#stopped, 0, 0, EXIT_WAIT_MS);
  };

  #tell(message: ToWorker): void {
    if (this.#pause !== undefined) return;
    this.#worker ??= this.#startOrPause();
    this.#worker?.postMessage(message);
  }

  /** Undefined: there is no room for a thread now. It is tried again, and said once. */
  #startOrPause(): Worker | undefined {
    try {
      const worker = this.#start();
      this.#lacksThread = false;
      return worker;
    } catch (error) {
      if (!this.#lacksThread)
        this.#say(`unable to start the log engine, trying again: ${(error as Error).message}`);
      this.#lacksThread = true;
      this.#pauseThenOpen();
      return undefined;
    }
  }

  #start(): Worker {
    const worker = new Worker(ownFile("log-worker.cjs"), {
      workerData: { hasConsole: this.#console !== undefined, stopped: this.#stopped },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    Atomics.store(this.#stopped, 0, 0);
    process.on("exit", this.#stopAtExit);
    // V8 sets the flag back for the whole process when it makes the thread's heap.
    worker.once("online", keepHeapSmall);
    worker.on("message", (message: FromWorker) => this.#hear(message));
    worker.on("error", (error) => this.#restart(error.message));
    return worker;
  }

  #hear(message: FromWorker): void {
    if (message.kind === "lines") this.#console?.write(message.name, message.bytes);
    else if (message.kind === "stats") this.#waiting.shift()?.(message.stats);
    else if (message.kind === "stopped") this.#onStopped?.();
    else {
      if (message.event.kind === "closed") this.#logs.delete(message.event.id);
      this.#options.onEvent(message.event);
    }
  }

  /** An error of ours in the worker: all it knew is on disk, so another one goes on where it stopped. */
  #restart(reason: string): void {
    this.#worker = undefined;
    process.off("exit", this.#stopAtExit);
    for (const resolve of this.#waiting.splice(0)) resolve([]);
    this.#onStopped?.();
    this.#say(`the log engine failed and starts again: ${reason}`);
    this.#pauseThenOpen();
  }

  #say(message: string): void {
    this.#options.onEvent({ kind: "restarted", message });
  }

  #pauseThenOpen(): void {
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      for (const log of this.#logs.values()) this.#tell({ kind: "open", log });
    }, RESTART_MS);
  }
}
