/**
 * One log: its pipe, what is staged, its destination. Bytes go pipe → staging → destination, and the progress record says
 * before each write what is about to be written, so this may end at any instruction (supervise/log-progress.ts).
 */
import { LogSource } from "../os/log-source.ts";
import { Staging } from "../os/log-staging.ts";
import { codeOf, OsError, reasonOf } from "../os/os-error.ts";
import type { LogJson } from "../protocol/service-json.ts";
import type { Instant } from "../supervise/log-label.ts";
import {
  PROGRESS_SIZE,
  packProgress,
  type Resumption,
  resume,
  unpackProgress,
} from "../supervise/log-progress.ts";
import { INPUT_SIZE, type LinePosition, type Renderer } from "../supervise/log-render.ts";
import { clockInstant } from "./log-clock.ts";
import { LogCounters } from "./log-counters.ts";
import type { OpenLog } from "./log-engine.ts";
import { openSink } from "./log-open-sink.ts";
import { type LogSink, NOWHERE, type Place } from "./log-sink.ts";

export interface StreamEvents {
  readonly fault: (message: string) => void;
  readonly recovered: (message: string) => void;
  readonly rotated: (file: string) => void;
  readonly closed: () => void;
  /** Raw bytes as they are accepted, only valid during the call. */
  readonly lines: ((bytes: Uint8Array) => void) | undefined;
}

/** The staging file is emptied when all is written and it has grown to this. */
const EMPTY_AT = 4096;
const RETRY_MS = 1000;
const BUSY_MS = 20;
/** Staged bytes beyond which `drop-oldest` drops. */
const DROP_AT = 1024 * 1024;
/** A closing log takes at most this much more, however fast somebody goes on writing. */
const CLOSING_TAKE = 64 * 1024 * 1024;
/** What is left to do at the end (a processor, the rest of a line) has this long. */
const ENDING_MS = 5_000;
const NEWLINE = 10;

/** From a pipe to a destination, whatever happens on the way. */
export class LogStream {
  readonly counters: LogCounters;
  readonly #log: OpenLog;
  readonly #events: StreamEvents;
  readonly #renderer: Renderer;
  readonly #record = new Uint8Array(new ArrayBuffer(PROGRESS_SIZE));
  readonly #recordView = new DataView(this.#record.buffer);
  #policy: LogJson;
  #nextPolicy: LogJson | undefined;
  #source: LogSource | undefined;
  #staging: Staging | undefined;
  #sink: LogSink | undefined;
  /** Offset in the staging file of the first byte that is not in the log, and where in a line it is. */
  #from = 0;
  #position: LinePosition = "start";
  /** The stamp of what was staged last; before `#againTo`, of a piece that is written again after a crash. */
  #time: Instant = clockInstant();
  #againTo = 0;
  #cut: Resumption["cut"];
  #ownInode = 0;
  /** What the present sink was opened for. */
  #target = "";
  #fault: string | undefined;
  #droppedInFault = 0;
  #retryTimer: NodeJS.Timeout | undefined;
  #busyTimer: NodeJS.Timeout | undefined;
  #phase: "open" | "finishing-line" | "closed" = "open";

  constructor(log: OpenLog, renderer: Renderer, events: StreamEvents) {
    this.#log = log;
    this.#policy = log.policy;
    this.#renderer = renderer;
    this.#events = events;
    this.counters = new LogCounters(log.id, log.name, log.statsFile);
    this.#attempt(() => this.#drain());
  }

  reconfigure(policy: LogJson): void {
    this.#nextPolicy = policy;
    this.#attempt(() => {
      this.#drain();
      if (this.#position !== "inside") this.#switchPolicy();
    });
  }

  signal(what: "rotate" | "reopen"): void {
    this.#attempt(() => {
      if (what === "rotate") this.#openedSink().rotate();
      else this.#replaceSink();
      this.#drain();
    });
  }

  /** Takes what is in the pipe, then ends. */
  close(): void {
    if (this.#phase === "closed") return;
    this.#attempt(() => {
      for (let total = 0; total < CLOSING_TAKE; ) {
        const taken = this.#take();
        if (taken === 0 || taken === "end") break;
        total += taken;
        this.#drain();
      }
      this.#drain(true);
    });
    void this.#finish();
  }

  /** As multilog at TERM: takes nothing but the rest of a line that has begun, then ends. */
  closeAfterLine(): void {
    if (this.#phase !== "open") return;
    this.#phase = "finishing-line";
    setTimeout(() => void this.#finish(), ENDING_MS).unref();
    this.#finishAtLineEnd();
  }

  /** Stops between two writes; everything is on record for the next engine. */
  abandon(): void {
    this.#letGo();
    this.#sink?.abandon();
    this.#staging?.close();
  }

  /** What the pipe's readability calls. */
  #pump(): void {
    let hasEnded = false;
    this.#attempt(() => {
      hasEnded = this.#take() === "end";
      this.#drain(hasEnded);
    });
    if (hasEnded) void this.#finish();
    else if (this.#phase === "finishing-line") this.#finishAtLineEnd();
  }

  #finishAtLineEnd(): void {
    if (this.#position !== "start" || this.#from !== this.#staging?.size) return;
    void this.#finish();
  }

  #take(): number | "end" {
    const { source, staging } = this.#opened();
    const taken = this.#phase === "finishing-line" ? source.take(staging, 1) : source.take(staging);
    if (taken === 0 || taken === "end") return taken;
    if (this.#from >= this.#againTo) this.#time = clockInstant();
    this.counters.took(taken);
    return taken;
  }

  /** Writes what is staged. `final`: nothing follows. */
  #drain(final = false): void {
    const { staging } = this.#opened();
    const sink = this.#openedSink();
    while (this.#from < staging.size) {
      const end = this.#from < this.#againTo ? this.#againTo : staging.size;
      const size = staging.read(this.#renderer.input, this.#from, Math.min(INPUT_SIZE, end - this.#from));
      if (!this.#write(this.#sink ?? sink, this.#upToSwitch(size), final)) break;
    }
    if (this.#from === staging.size && staging.size >= (final ? 1 : EMPTY_AT)) this.#empty(staging);
  }

  /** Hands over a piece; false when its end is not certain yet. */
  #write(sink: LogSink, size: number, final: boolean): boolean {
    const piece = { size, ...this.#time, position: this.#position, final };
    const done = sink.accept(piece, (consumed, place) => this.#note(this.#from + consumed, place));
    if (done.isBusy === true) this.#askAgainSoon();
    if (done.consumed === 0) return false;
    this.#events.lines?.(this.#renderer.input.subarray(0, done.consumed));
    this.#from += done.consumed;
    this.#position = done.position;
    if (this.#from === this.#againTo) this.#time = clockInstant();
    if (this.#nextPolicy !== undefined && this.#position !== "inside") this.#switchPolicy();
    return true;
  }

  #askAgainSoon(): void {
    this.#source?.pause();
    this.#busyTimer ??= setTimeout(() => {
      this.#busyTimer = undefined;
      this.#attempt(() => this.#drain());
      if (this.#busyTimer === undefined && this.#fault === undefined) this.#source?.watch(() => this.#pump());
    }, BUSY_MS);
  }

  /** With a new policy waiting, a piece ends with a line: no line is begun here and ended there. */
  #upToSwitch(size: number): number {
    if (this.#nextPolicy === undefined) return size;
    const end = this.#renderer.input.subarray(0, size).lastIndexOf(NEWLINE) + 1;
    return end > 0 ? end : size;
  }

  #switchPolicy(): void {
    if (this.#nextPolicy === undefined) return;
    this.#policy = this.#nextPolicy;
    this.#nextPolicy = undefined;
    this.#replaceSink();
  }

  /** Ends the destination in order and opens it again under the policy of now. */
  #replaceSink(): void {
    const old = this.#sink;
    this.#sink = undefined;
    if (old !== undefined) {
      this.#ownInode = old.place().inode;
      const staysOpen = JSON.stringify(this.#policy.to) === this.#target;
      if (staysOpen) old.abandon();
      else old.close("start").catch((error: unknown) => this.#events.fault(reasonOf(error)));
    }
    this.#openedSink();
  }

  /** Three steps, as `resume` expects them. */
  #empty(staging: Staging): void {
    this.#note(this.#from);
    staging.empty();
    this.#from = 0;
    this.#againTo = 0;
    this.#note(0);
  }

  /** Puts on record that the piece from `#from` to `to` is about to be written. */
  #note(to: number, place: Place = this.#sink?.place() ?? NOWHERE): void {
    packProgress(this.#recordView, {
      from: this.#from,
      to,
      position: this.#position,
      ...this.#time,
      ...place,
    });
    this.#staging?.record(this.#record);
  }

  #opened(): { source: LogSource; staging: Staging } {
    const { pipe, stateDir } = this.#log;
    if (this.#staging === undefined) {
      this.#staging = new Staging(stateDir ?? String(pipe).replace(/\/[^/]*$/, ""));
      this.#resume(this.#staging);
    }
    if (this.#source === undefined) {
      this.#source = new LogSource(pipe);
      this.#source.watch(() => this.#pump());
    }
    return { source: this.#source, staging: this.#staging };
  }

  /** Takes up where an earlier engine ended, in whatever way. */
  #resume(staging: Staging): void {
    const progress = unpackProgress(staging.readRecord(PROGRESS_SIZE));
    const { from, position, stamp, cut } = resume(progress, staging.size);
    this.#from = from;
    this.#position = position;
    this.#cut = cut;
    this.#ownInode = progress?.inode ?? 0;
    if (progress === undefined || stamp === undefined) return;
    this.#time = stamp;
    this.#againTo = progress.to;
  }

  #openedSink(): LogSink {
    this.#sink ??= openSink({
      log: this.#log,
      policy: this.#policy,
      renderer: this.#renderer,
      ownInode: this.#ownInode,
      cut: this.#cut,
      onRotated: (file) => {
        this.#note(this.#from);
        this.counters.rotated();
        this.#events.rotated(file);
      },
      onProblem: (message) => this.#events.fault(message),
    });
    this.#target = JSON.stringify(this.#policy.to);
    if (this.#cut !== undefined) this.#note(this.#from);
    this.#cut = undefined;
    return this.#sink;
  }

  /** Runs `act`; when it fails, says so once, waits, and tries to drain again until that works. */
  #attempt(act: () => void): void {
    if (this.#phase === "closed") return;
    try {
      act();
      if (this.#fault !== undefined) this.#recover();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (this.#sink !== undefined && codeOf(error) === "ENOENT") {
      this.#ownInode = 0;
      this.#sink.abandon();
      this.#sink = undefined;
    }
    const drops = this.#policy["on-full"] === "drop-oldest";
    if (this.#fault === undefined) {
      this.#fault =
        error instanceof OsError ? error.message : `unable to write ${this.#target}: ${reasonOf(error)}`;
      this.counters.setFault(this.#fault);
      this.#events.fault(`${this.#fault}; ${drops ? "the oldest lines are dropped" : "its writers wait"}`);
    }
    if (drops) this.#dropOldest();
    else this.#source?.pause();
    this.#retryTimer ??= setTimeout(() => {
      this.#retryTimer = undefined;
      this.#attempt(() => this.#drain());
    }, RETRY_MS);
  }

  #recover(): void {
    this.#fault = undefined;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.counters.setFault(null);
    const lost =
      this.#droppedInFault === 0 ? "nothing is lost" : `${this.#droppedInFault} bytes were dropped`;
    this.#droppedInFault = 0;
    this.#events.recovered(`the log is written again; ${lost}`);
    this.#source?.watch(() => this.#pump());
  }

  /** Makes room while the log cannot be written: what is staged goes, and so does the rest of a line that was cut. */
  #dropOldest(): void {
    const [source, staging] = [this.#source, this.#staging];
    if (source === undefined || staging === undefined) return;
    try {
      const isFull = staging.size - this.#from >= DROP_AT;
      let bytes = isFull ? staging.size - this.#from : 0;
      if (isFull) {
        if (
          staging.read(this.#renderer.input, staging.size - 1, 1) === 1 &&
          this.#renderer.input[0] !== NEWLINE
        )
          this.#position = "dropping";
        else if (this.#position !== "inside") this.#position = "start";
        this.#from = staging.size;
        this.#empty(staging);
      } else if (staging.isStuck) bytes = source.discard();
      this.#droppedInFault += bytes;
      this.counters.dropped(bytes);
    } catch {
      source.pause();
    }
  }

  async #finish(): Promise<void> {
    if (this.#phase === "closed") return;
    this.#phase = "closed";
    this.#letGo();
    try {
      const timeUp = new Promise((resolve) => setTimeout(resolve, ENDING_MS).unref());
      await Promise.race([this.#sink?.close(this.#position), timeUp]);
      if (this.#position === "inside" && this.#sink !== undefined) this.#position = "start";
      this.#note(this.#from);
    } catch (error) {
      this.#events.fault(`unable to end the log: ${reasonOf(error)}`);
    }
    const waiting = (this.#staging?.size ?? 0) - this.#from;
    if (waiting > 0) this.#events.fault(`${waiting} bytes wait for the next start of the logger`);
    this.#staging?.close();
    this.#events.closed();
  }

  #letGo(): void {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#busyTimer);
    this.#source?.close();
    this.counters.write();
  }
}
