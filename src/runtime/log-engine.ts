/**
 * The log engine as the rest of the runtime sees it: a thread that hosts every builtin log, and one more for each further
 * file system that logs are on, so that a disk that hangs stops only what is written to it.
 * This side only passes messages; what a log is and where its bytes go is decided in the threads.
 */
import { deviceOf } from "../os/mounts.ts";
import type { LogStats } from "../protocol/log-stats.ts";
import type { LogJson } from "../protocol/service-json.ts";
import { ConsoleTee } from "./log-console.ts";
import { noteHanging } from "./log-counters.ts";
import { LogThread } from "./log-thread.ts";

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
  /** Lines are written all the same. */
  | { readonly kind: "warning"; readonly id: string; readonly message: string }
  /** The pipe is drained and the files are closed. Always the last event of an id. `leftBytes` could not be written. */
  | { readonly kind: "closed"; readonly id: string; readonly leftBytes?: number }
  /** The file system of these logs does not answer, or does again. `id`: whose file the thread hangs in. */
  | {
      readonly kind: "hangs" | "moves";
      readonly id: string;
      readonly ids: readonly string[];
      readonly message: string;
    }
  /** The worker ended though nobody stopped it; a new one has the logs, nothing is lost. */
  | { readonly kind: "restarted"; readonly message: string };

export interface LogEngine {
  readonly open: (log: OpenLog) => void;
  /** What is written from now on follows the new policy, from the beginning of a line; nothing is lost. */
  readonly reconfigure: (id: string, policy: LogJson, relay: string | undefined) => void;
  /** `rotate` is svlogd's and multilog's ALRM, `reopen` svlogd's HUP. */
  readonly signal: (id: string, what: "rotate" | "reopen") => void;
  /** Drains what is in the pipe, keeps an unterminated last line, marks the file clean, then reports `closed`. */
  readonly close: (id: string) => void;
  /** As `close`, but takes nothing more than the rest of a line that has begun: multilog's TERM. */
  readonly closeAfterLine: (id: string) => void;
  readonly stats: () => Promise<readonly LogStats[]>;
  /** Ends the threads between two writes and leaves every log as it is; the next engine continues it. Takes seconds at most. */
  readonly stop: () => Promise<void>;
  /** After `stop`, as the next engine. */
  readonly resume: () => void;
  /** A thread hangs in a system call. */
  readonly isHanging: () => boolean;
}

export interface LogEngineOptions {
  /** Lines also go to standard output, behind the service's name. */
  readonly console?: { readonly colour: boolean };
  readonly onEvent: (event: LogEvent) => void;
}

/** The first thread starts with the first log. */
export function startLogEngine(options: LogEngineOptions): LogEngine {
  return new ThreadedEngine(options);
}

/** Logs on further file systems share the last thread. libuv has four threads for what may hang behind these. */
const MOST_THREADS = 3;

class ThreadedEngine implements LogEngine {
  readonly #options: LogEngineOptions;
  readonly #console: ConsoleTee | undefined;
  readonly #logs = new Map<string, OpenLog>();
  readonly #threads: LogThread[] = [];
  readonly #byDevice = new Map<string, LogThread>();
  /** Where each log is, until its end is reported from there. */
  readonly #places = new Map<string, LogThread>();
  /** Logs on their way to another thread, and what was asked meanwhile. */
  readonly #moving = new Map<string, { closes?: "at once" | "after line" }>();

  constructor(options: LogEngineOptions) {
    this.#options = options;
    if (options.console !== undefined) this.#console = new ConsoleTee(options.console.colour);
  }

  open(log: OpenLog): void {
    this.#logs.set(log.id, log);
    this.#console?.add(log.name);
    const thread = this.#places.get(log.id) ?? this.#threadFor(log.policy);
    this.#places.set(log.id, thread);
    thread.open(log);
  }

  reconfigure(id: string, policy: LogJson, relay: string | undefined): void {
    const [log, thread] = [this.#logs.get(id), this.#places.get(id)];
    if (log === undefined || thread === undefined) return;
    const { relay: _, ...rest } = log;
    const changed = { ...rest, policy, ...(relay === undefined ? {} : { relay }) };
    this.#logs.set(id, changed);
    if (this.#moving.has(id)) return;
    if (this.#threadFor(policy) === thread) thread.reconfigure(changed);
    else {
      this.#moving.set(id, {});
      thread.close(id, true);
    }
  }

  signal(id: string, what: "rotate" | "reopen"): void {
    this.#places.get(id)?.signal(id, what);
  }

  close(id: string): void {
    this.#close(id, false);
  }

  closeAfterLine(id: string): void {
    this.#close(id, true);
  }

  #close(id: string, afterLine: boolean): void {
    const moving = this.#moving.get(id);
    if (moving !== undefined) moving.closes = afterLine ? "after line" : "at once";
    else if (this.#places.has(id)) this.#places.get(id)?.close(id, afterLine);
    else this.#options.onEvent({ kind: "closed", id });
  }

  async stats(): Promise<readonly LogStats[]> {
    return (await Promise.all(this.#threads.map((thread) => thread.stats()))).flat();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.stop()));
  }

  resume(): void {
    for (const thread of this.#threads) thread.openAgain();
  }

  isHanging(): boolean {
    return this.#threads.some((thread) => thread.isHanging);
  }

  #threadFor({ to }: LogJson): LogThread {
    const device = "dir" in to ? deviceOf(to.dir) : "";
    const known = this.#byDevice.get(device) ?? (device === "" ? this.#threads[0] : undefined);
    if (known !== undefined) return known;
    const thread = (this.#threads.length < MOST_THREADS ? this.#start() : this.#threads.at(-1)) as LogThread;
    this.#byDevice.set(device, thread);
    return thread;
  }

  #start(): LogThread {
    const console = this.#console;
    const thread: LogThread = new LogThread({
      onEvent: (event) => this.#hear(event, thread),
      onLines: console === undefined ? undefined : (name, bytes) => console.write(name, bytes),
      onHang: (id, ids) => this.#hangs(id, ids),
      onMove: (id, ids, hungMs) => this.#moves(id, ids, hungMs),
    });
    this.#threads.push(thread);
    return thread;
  }

  #hear(event: LogEvent, thread: LogThread): void {
    if (event.kind === "closed") this.#closed(event, thread);
    else this.#options.onEvent(event);
  }

  #closed(event: LogEvent & { readonly kind: "closed" }, thread: LogThread): void {
    const { id } = event;
    const [moving, log] = [this.#moving.get(id), this.#logs.get(id)];
    this.#moving.delete(id);
    if (!thread.holds(id)) this.#places.delete(id);
    if (moving === undefined || log === undefined) {
      this.#logs.delete(id);
      this.#options.onEvent(event);
      return;
    }
    this.open(log);
    if (moving.closes !== undefined) this.#close(id, moving.closes === "after line");
  }

  #hangs(id: string | undefined, ids: readonly string[]): void {
    const log = this.#logs.get(id ?? "");
    if (log === undefined) return;
    const message = `${placeOf(log)} does not answer; its writers wait${others(ids.length - 1)}`;
    noteHanging(log, message);
    this.#options.onEvent({ kind: "hangs", id: log.id, ids, message });
  }

  #moves(id: string | undefined, ids: readonly string[], hungMs: number): void {
    const message = `the log is written again after ${Math.round(hungMs / 1000)} seconds; nothing is lost`;
    if (id !== undefined) this.#options.onEvent({ kind: "moves", id, ids, message });
  }
}

function placeOf({ policy: { to } }: OpenLog): string {
  return "dir" in to ? `the file system of ${to.dir}` : "the log's destination";
}

function others(count: number): string {
  return count <= 0 ? "" : `, and those of ${count} other log${count === 1 ? "" : "s"} there`;
}
