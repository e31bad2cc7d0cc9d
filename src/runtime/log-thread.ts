/**
 * One thread of the log engine as the main thread sees it: the logs it has, its start, its failure and new start, its end,
 * and whether it hangs in a call on a disk that does not answer. Nothing here waits for it without a limit.
 */
import { Worker } from "node:worker_threads";
import { monotonicMs } from "../os/clock.ts";
import { exitAtOnce } from "../os/exit-at-once.ts";
import { prepareForThread } from "../os/heap.ts";
import { ownFile } from "../os/self.ts";
import type { LogStats } from "../protocol/log-stats.ts";
import type { LogEvent, OpenLog } from "./log-engine.ts";
import type { FromWorker, ToWorker } from "./log-messages.ts";
import { clearWords, makeWords, TurnWatch, waitForStart, waitForStop } from "./log-turns.ts";

export interface ThreadEvents {
  readonly onEvent: (event: LogEvent) => void;
  readonly onLines: ((name: string, bytes: Uint8Array) => void) | undefined;
  /** The thread hangs while it writes this log; the others of `ids` wait with it. */
  readonly onHang: (id: string | undefined, ids: readonly string[]) => void;
  /** It goes on. */
  readonly onMove: (id: string | undefined, ids: readonly string[], hungMs: number) => void;
}

/** The thread's garbage is small and short-lived: without a limit V8 lets it have 12 MB more for a thousand logs. */
const YOUNG_MB = 2;
/** So that an error which comes at once does not come at every moment. */
const RESTART_MS = 1000;
/** Time to let go of everything: for the thread, and once more for what is on its way to the disk. */
const STOP_MS = 2000;

export class LogThread {
  readonly #events: ThreadEvents;
  /** What a new worker has to open when this one dies; by the number under which the worker knows them. */
  readonly #logs = new Map<string, OpenLog>();
  readonly #numbers = new Map<string, number>();
  readonly #closing = new Set<string>();
  /** Given up while the thread hung: the end it reports of them some day is no news. */
  readonly #givenUp = new Set<string>();
  readonly #waiting: ((stats: readonly LogStats[]) => void)[] = [];
  /** What this turn of the event loop has to tell: a message costs as much as opening a file, and a thousand logs are opened. */
  readonly #unsent: ToWorker[] = [];
  readonly #words = makeWords();
  readonly #watch: TurnWatch;
  #worker: Worker | undefined;
  /** Runs after the worker has failed; meanwhile only what the logs are to be is kept. */
  #pause: NodeJS.Timeout | undefined;
  #onStopped: (() => void) | undefined;
  #lacksThread = false;
  /** Why it ended last, until it has been heard of again. */
  #failure: string | undefined;
  #hungIn: string | undefined;

  constructor(events: ThreadEvents) {
    this.#events = events;
    this.#watch = new TurnWatch(this.#words, {
      restedMs: () => this.#worker?.performance.eventLoopUtilization().idle ?? 0,
      now: monotonicMs,
      hangs: (log) => this.#hangs(log),
      stillHangs: () => this.#giveUpClosing(),
      moves: (hungMs) => this.#moves(hungMs),
    });
  }

  get isHanging(): boolean {
    return this.#watch.isHanging;
  }

  /** It has the log's files open, or will have, though the log's end was reported: nobody else may take them. */
  holds(id: string): boolean {
    return this.#givenUp.has(id);
  }

  open(log: OpenLog): void {
    this.#logs.set(log.id, log);
    this.#tell({ kind: "open", log, number: this.#numberOf(log.id) });
  }

  reconfigure(log: OpenLog): void {
    this.#logs.set(log.id, log);
    this.#tell({ kind: "reconfigure", log });
  }

  signal(id: string, what: "rotate" | "reopen"): void {
    this.#tell({ kind: "signal", id, what });
  }

  /** Its event `closed` comes, also from a thread that hangs: then what is in the pipe stays there. */
  close(id: string, afterLine: boolean): void {
    if (this.#pause === undefined) {
      this.#closing.add(id);
      this.#tell({ kind: "close", id, afterLine });
    } else if (this.#forget(id)) this.#events.onEvent({ kind: "closed", id });
  }

  /** Nothing from a thread that hangs. */
  stats(): Promise<readonly LogStats[]> {
    if (this.#worker === undefined || this.isHanging) return Promise.resolve([]);
    this.#tell({ kind: "stats" });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Resolves when the thread has let go of every log, or hangs. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    clearTimeout(this.#pause);
    if (worker === undefined) return;
    const letGo = new Promise<void>((resolve) => {
      this.#onStopped = resolve;
    });
    this.#tell({ kind: "stop" });
    await within(STOP_MS, letGo);
    this.#worker = undefined;
    this.#watch.stop();
    const hasEnded = await within(
      STOP_MS,
      worker.terminate().then(() => true),
    );
    if (hasEnded === true) process.off("exit", this.#stopAtExit);
    else worker.unref();
  }

  /**
   * Node would end the thread itself: it aborts when that is in the midst of an event, and waits for ever when it hangs or
   * has a file on its way to a disk that does.
   */
  readonly #stopAtExit = (code: number): void => {
    this.#unsent.push({ kind: "stop" });
    this.#send();
    waitForStop(this.#words, STOP_MS);
    exitAtOnce(code);
  };

  #tell(message: ToWorker): void {
    if (this.#pause !== undefined) return;
    this.#worker ??= this.#startOrPause();
    if (this.#worker !== undefined && this.#unsent.push(message) === 1) setImmediate(() => this.#send());
  }

  #send(): void {
    const messages: readonly ToWorker[] = this.#unsent.splice(0);
    if (messages.length > 0) this.#worker?.postMessage(messages);
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
    clearWords(this.#words);
    const isHeapKept = prepareForThread();
    const worker = new Worker(ownFile("log-worker.cjs"), {
      workerData: { hasConsole: this.#events.onLines !== undefined, words: this.#words, isHeapKept },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    process.on("exit", this.#stopAtExit);
    worker.on("message", (message: FromWorker) => this.#hear(message));
    worker.on("error", (error) => this.#restart(error.message));
    waitForStart(this.#words);
    return worker;
  }

  #hear(message: FromWorker): void {
    this.#failure = undefined;
    if (message.kind === "lines") this.#events.onLines?.(message.name, message.bytes);
    else if (message.kind === "stats") this.#waiting.shift()?.(message.stats);
    else if (message.kind === "stopped") this.#onStopped?.();
    else if (message.kind === "turning") this.#watch.start();
    else if (message.event.kind === "closed") this.#closed(message.event);
    else this.#events.onEvent(message.event);
  }

  #closed(event: LogEvent & { readonly kind: "closed" }): void {
    const { id } = event;
    const isNews = !this.#givenUp.delete(id);
    // Opened again meanwhile: the worker hears of that next.
    if (!isNews && this.#logs.has(id)) return;
    this.#forget(id);
    if (isNews) this.#events.onEvent(event);
  }

  /** An error of ours in the worker: all it knew is on disk, so another one goes on where it stopped. */
  #restart(reason: string): void {
    this.#worker = undefined;
    this.#unsent.length = 0;
    this.#watch.stop();
    process.off("exit", this.#stopAtExit);
    for (const resolve of this.#waiting.splice(0)) resolve([]);
    this.#onStopped?.();
    this.#givenUp.clear();
    if (reason !== this.#failure) this.#say(`the log engine failed and starts again: ${reason}`);
    this.#failure = reason;
    this.#pauseThenOpen();
  }

  #say(message: string): void {
    this.#events.onEvent({ kind: "restarted", message });
  }

  #pauseThenOpen(): void {
    this.#pause = setTimeout(() => this.openAgain(), RESTART_MS);
  }

  /** In a new worker, after `stop` or the end of the former one: every log. */
  openAgain(): void {
    this.#pause = undefined;
    for (const log of this.#logs.values()) this.open(log);
    for (const id of this.#closing) this.#tell({ kind: "close", id, afterLine: false });
  }

  #numberOf(id: string): number {
    const number = this.#numbers.get(id) ?? this.#nextNumber++;
    this.#numbers.set(id, number);
    return number;
  }

  #nextNumber = 1;

  #forget(id: string): boolean {
    this.#closing.delete(id);
    this.#numbers.delete(id);
    return this.#logs.delete(id);
  }

  #hangs(number: number): void {
    const [found] = [...this.#numbers].find(([, n]) => n === number) ?? [];
    this.#hungIn = found;
    this.#events.onHang(found, [...this.#logs.keys()]);
  }

  #moves(hungMs: number): void {
    const id = this.#hungIn;
    this.#hungIn = undefined;
    if (id !== undefined) this.#tell({ kind: "count", id });
    this.#events.onMove(id, [...this.#logs.keys()], hungMs);
  }

  /** Whoever waits for a log's end waits no longer than this takes. */
  #giveUpClosing(): void {
    for (const id of [...this.#closing]) {
      this.#givenUp.add(id);
      this.#forget(id);
      this.#events.onEvent({ kind: "closed", id });
    }
  }
}

/** What the promise gives, or undefined when that takes longer. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  const first = await Promise.race([promise, timeUp]);
  clearTimeout(timer);
  return first;
}
