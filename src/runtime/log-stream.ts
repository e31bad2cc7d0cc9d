/**
 * One log: takes bytes from its pipe and has them written, as fast as they come or as slowly as its destination wants;
 * what goes wrong is said once, tried again until it works, and concerns this log alone.
 */
import { monotonicMs } from "../os/clock.ts";
import { TAKE_SIZE } from "../os/log-source.ts";
import { codeOf, reasonOf } from "../os/os-error.ts";
import type { LogJson } from "../protocol/service-json.ts";
import { repeatsItself } from "../supervise/log-progress.ts";
import { LogCounters, statsFileOf } from "./log-counters.ts";
import type { OpenLog } from "./log-engine.ts";
import { LogIntake } from "./log-intake.ts";
import { LogOutlet } from "./log-outlet.ts";
import { type Accepted, type LogSink, NOWHERE, type Piece, type Place, type Tools } from "./log-sink.ts";
import { LogTrouble } from "./log-trouble.ts";

export interface StreamEvents {
  /** Something begins that takes as long as a disk takes. */
  readonly turn: () => void;
  readonly fault: (message: string) => void;
  readonly recovered: (message: string) => void;
  /** Lines are written all the same. */
  readonly warning: (message: string) => void;
  /** What could not be written, in bytes, is on record. */
  readonly closed: (leftBytes: number) => void;
  /** Raw bytes as they are accepted, only valid during the call. */
  readonly lines: ((bytes: Uint8Array) => void) | undefined;
}

const RETRY_MS = 1000;
/** A turn that took so long counts as time in which the log was blocked. */
const SLOW_MS = 1000;
const BUSY_MS = 20;
/** Bytes at once that are worth passing on without staging them. */
const MANY = 32 * 1024;
/** Pieces passed on, of half a megabyte at most, before other logs have their turn. */
const MOST_PIECES = 8;
/** Staged bytes beyond which `drop-oldest` drops. */
const DROP_AT = 1024 * 1024;
/** A closing log takes at most this much more, however fast somebody goes on writing. */
const CLOSING_TAKE = 64 * 1024 * 1024;
/** What is left to do at the end (a processor, the rest of a line) has this long. */
const ENDING_MS = 5_000;
/** Between two attempts of a closing log that cannot be written. */
const CLOSING_RETRY_MS = 200;
/** A log that drops stages at least so much. */
const LEAST_STAGED = 4096;
const NEWLINE = 10;

/** From a pipe to a destination, whatever happens on the way. */
export class LogStream {
  readonly counters: LogCounters;
  readonly #events: StreamEvents;
  readonly #tools: Tools;
  #log: OpenLog;
  #nextLog: OpenLog | undefined;
  #intake: LogIntake | undefined;
  readonly #outlet: LogOutlet;
  /** So much came at once that it need not be staged. */
  #isFlooded = false;
  readonly #trouble: LogTrouble;
  #retryTimer: NodeJS.Timeout | undefined;
  #busyTimer: NodeJS.Timeout | undefined;
  /** It is to close, at the latest then. */
  #closesBy: number | undefined;
  #phase: "open" | "finishing-line" | "closed" = "open";

  /** Starts at once. A failure is a `fault` like any later one. */
  constructor(log: OpenLog, tools: Tools, events: StreamEvents) {
    this.#log = log;
    this.#tools = tools;
    this.#events = events;
    this.counters = new LogCounters(log.id, log.name, statsFileOf(log));
    this.#trouble = new LogTrouble(this.counters, events);
    const { counters } = this;
    this.#outlet = new LogOutlet({ ...events, tools, counters, trouble: this.#trouble });
    this.#attempt(() => this.#drain());
  }

  /** Another policy for the same pipe. */
  reconfigure(log: OpenLog): void {
    this.#nextLog = log;
    this.#attempt(() => {
      this.#drain();
      this.#switchPolicy();
    });
  }

  signal(what: "rotate" | "reopen"): void {
    this.#attempt(() => {
      if (what === "rotate") this.#openedSink().rotate();
      else this.#replaceSink();
      this.#drain();
    });
  }

  /** Takes what is in the pipe, then ends. What cannot be written now is tried for a while: nobody holds the pipe later. */
  close(): void {
    if (this.#phase === "closed" || this.#closesBy !== undefined) return;
    this.#closesBy = monotonicMs() + ENDING_MS;
    this.#tryToEnd(this.#closesBy);
  }

  #tryToEnd(until: number): void {
    const isAllWritten = this.#attempt(() => this.#takeAll());
    if ((isAllWritten && this.#intake?.waiting === 0) || monotonicMs() >= until) void this.#finish();
    else setTimeout(() => this.#tryToEnd(until), CLOSING_RETRY_MS);
  }

  #takeAll(): void {
    for (let total = 0; total < CLOSING_TAKE; ) {
      const taken = this.#cannotStage && this.#passSome() ? 1 : this.#take();
      if (taken === 0 || taken === "end") break;
      total += taken;
      this.#drain();
    }
    this.#drain(true);
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
    this.#outlet.sink?.abandon();
    this.#intake?.close();
  }

  get #policy(): LogJson {
    return this.#log.policy;
  }

  /** What the pipe's readability calls. */
  #pump(): void {
    let hasEnded = false;
    this.#attempt(() => {
      if ((this.#isFlooded || this.#cannotStage) && this.#passSome()) return;
      const taken = this.#take();
      hasEnded = taken === "end";
      this.#drain(hasEnded);
      this.#isFlooded = typeof taken === "number" && taken >= MANY;
    });
    if (hasEnded) void this.#finish();
    else if (this.#phase === "finishing-line") this.#finishAtLineEnd();
  }

  #take(): number | "end" {
    const intake = this.#opened();
    try {
      const taken = intake.take(this.#phase === "finishing-line" ? 1 : this.#mostToStage());
      if (typeof taken === "number" && taken > 0) this.counters.took(taken);
      return taken;
    } catch (error) {
      if (!this.#cannotStage) throw error;
      this.#trouble.begin(error, this.#policy);
      return 0;
    }
  }

  /** A log that drops shares its disk, maybe, with what is staged of it: half a file at most. */
  #mostToStage(): number | undefined {
    const limit = this.#drops ? (this.#outlet.sink?.fileLimit ?? 0) : Number.POSITIVE_INFINITY;
    return Number.isFinite(limit) ? Math.min(TAKE_SIZE, Math.max(LEAST_STAGED, limit >> 1)) : undefined;
  }

  /** Something was read and can be put nowhere. */
  get #holds(): boolean {
    return (this.#intake?.held ?? 0) > 0;
  }

  /** No room for what is to be staged: a log that drops passes everything on. */
  get #cannotStage(): boolean {
    return this.#drops && this.#intake?.isStuck === true;
  }

  /** Writes what is staged. `final`: nothing follows. */
  #drain(final = false): void {
    const intake = this.#opened();
    // What cannot be written may be writable where the next policy wants it.
    if (this.#trouble.isThere) this.#switchPolicy();
    this.#openedSink();
    while (intake.waiting > 0)
      if (!this.#write(intake, this.#upToLine(intake.load(), intake, final), final)) break;
    intake.tidy(this.#outlet.place, final);
  }

  /** Hands over a piece; false when its end is not certain yet, or the destination is busy. */
  #write(intake: LogIntake, size: number, final: boolean): boolean {
    const { time, position } = intake;
    const { seconds, nanoseconds } = time;
    const piece = { size, seconds, nanoseconds, position, final };
    const done = this.#accept(piece, (consumed, place) => intake.note(consumed, place));
    if (done.consumed > 0) {
      this.#events.lines?.(this.#tools.renderer.input.subarray(0, done.consumed));
      intake.written(done.consumed, done.position);
      this.#switchPolicy();
    }
    if (done.isBusy === true) this.#askAgainSoon();
    return done.consumed > 0 && done.isBusy !== true;
  }

  /** False: nothing could be passed on. */
  #passSome(): boolean {
    let pieces = 0;
    while (pieces < MOST_PIECES && this.#busyTimer === undefined && this.#passMany()) pieces++;
    return pieces > 0;
  }

  /**
   * Writes what is at the front of the pipe and takes it out afterwards. False: it has to be staged, because the log is
   * not up to date, or it is little, or looks so alike that after a crash nobody could tell whether it was taken.
   */
  #passMany(): boolean {
    const intake = this.#opened();
    if (!intake.isEmpty) this.#drain();
    intake.tidy(this.#outlet.place, true);
    if (this.#phase !== "open" || "syslog" in this.#policy.to) return false;
    const size = intake.look(Math.max(MANY, this.#openedSink().room()));
    const input = this.#tools.renderer.input.subarray(0, size);
    if (size === 0 || (!this.#cannotStage && (size < MANY || repeatsItself(input)))) return false;
    const whole = this.#upToLine(size, intake);
    const piece = { size: whole, ...intake.time, position: intake.position, final: false };
    const { consumed, position, isBusy } = this.#accept(piece, () => {});
    if (consumed > 0) {
      intake.takeOut(consumed, position, this.#outlet.place);
      this.counters.took(consumed);
      this.#events.lines?.(input.subarray(0, consumed));
      this.#switchPolicy();
    }
    if (isBusy === true) this.#askAgainSoon();
    return consumed > 0 || isBusy === true;
  }

  #accept(piece: Piece, onPlace: (consumed: number, place: Place) => void): Accepted {
    return this.#outlet.accept(this.#openedSink(), this.#policy, piece, onPlace);
  }

  #finishAtLineEnd(): void {
    const intake = this.#intake;
    if (intake === undefined || (intake.waiting === 0 && !this.#holds && intake.position === "start"))
      void this.#finish();
  }

  #askAgainSoon(): void {
    this.#intake?.source.pause();
    this.#busyTimer ??= setTimeout(() => {
      this.#busyTimer = undefined;
      this.#attempt(() => {
        this.#drain();
        if (this.#busyTimer === undefined) this.#watch();
      });
    }, BUSY_MS);
  }

  /** With a new policy waiting, a piece ends with a line; a log that drops begins no line whose rest it might have to drop. */
  #upToLine(size: number, intake: LogIntake, final = false): number {
    if (this.#nextLog === undefined && !this.#drops) return size;
    const end = this.#tools.renderer.input.subarray(0, size).lastIndexOf(NEWLINE) + 1;
    const isAll = size === intake.waiting && size < DROP_AT;
    const mayWait = this.#drops && isAll && !final && !this.#cannotStage && intake.position === "start";
    return end === 0 && mayWait ? 0 : end || size;
  }

  #switchPolicy(): void {
    if (this.#nextLog === undefined || this.#intake?.position === "inside") return;
    this.#log = this.#nextLog;
    this.#nextLog = undefined;
    this.#replaceSink();
  }

  #opened(): LogIntake {
    if (this.#intake === undefined) {
      this.#intake = new LogIntake(this.#log, this.#tools);
      this.#watch();
    }
    return this.#intake;
  }

  #watch(): void {
    if (this.#phase !== "closed") this.#intake?.source.watch(() => this.#pump());
  }

  #openedSink(): LogSink {
    return this.#outlet.opened(this.#log, this.#opened());
  }

  #replaceSink(): void {
    this.#outlet.replace(this.#log, this.#opened());
  }

  /** Runs `act`; when it fails (false), says so once, waits, and tries to drain again until that works. */
  #attempt(act: () => void, isRetry = false): boolean {
    if (this.#phase === "closed") return true;
    this.#events.turn();
    const began = monotonicMs();
    try {
      act();
      if (this.#trouble.isThere && (this.#isShort || (this.#drops && !isRetry))) this.#retryLater();
      else if (this.#trouble.isThere) this.#recover();
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    } finally {
      const tookMs = monotonicMs() - began;
      if (tookMs >= SLOW_MS) this.counters.hung(tookMs);
    }
  }

  #fail(error: unknown): void {
    if (codeOf(error) === "ENOENT") this.#outlet.forget();
    this.#trouble.begin(error, this.#policy);
    if (this.#drops) this.#dropOldest();
    else this.#intake?.source.pause();
    this.#retryLater();
  }

  /** What it drops makes room for a moment: such a log is written again when an attempt a while later says so. */
  get #drops(): boolean {
    return this.#policy["on-full"] === "drop-oldest";
  }

  /** Still without room, though lines may be written: a log that drops makes some for each of them. */
  get #isShort(): boolean {
    if (this.#intake?.isStuck === true) return true;
    return this.#drops && this.#trouble.lacksSpace && this.#outlet.sink?.hasRoom() === false;
  }

  #retryLater(): void {
    this.#retryTimer ??= setTimeout(() => {
      this.#retryTimer = undefined;
      this.#attempt(() => {
        if (this.#intake?.isStuck === true || this.#holds) this.#take();
        this.#drain();
      }, true);
    }, RETRY_MS);
  }

  /** Only what can be taken and is watched again is written again: until then the fault goes on, said once. */
  #recover(): void {
    this.#watch();
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#trouble.end();
  }

  /** Makes room while the log cannot be written. */
  #dropOldest(): void {
    const intake = this.#intake;
    if (intake === undefined) return;
    try {
      const bytes = intake.waiting >= DROP_AT || intake.isStuck ? intake.drop(this.#outlet.place) : 0;
      this.#trouble.dropped(bytes);
    } catch {
      intake.source.pause();
    }
  }

  async #finish(): Promise<void> {
    if (this.#phase === "closed") return;
    this.#phase = "closed";
    this.#events.turn();
    this.#letGo();
    const intake = this.#intake;
    try {
      const timeUp = new Promise((resolve) => setTimeout(resolve, ENDING_MS).unref());
      await Promise.race([this.#outlet.sink?.close(intake?.position ?? "start"), timeUp]);
      if (intake?.position === "inside" && this.#outlet.sink !== undefined) intake.position = "start";
      intake?.note(0, NOWHERE);
    } catch (error) {
      this.#events.warning(`unable to end the log: ${reasonOf(error)}`);
    }
    const waiting = intake?.waiting ?? 0;
    if (this.#holds) this.#events.warning(`${intake?.held} bytes found no room and are lost`);
    if (this.#trouble.isThere && waiting === 0) this.#trouble.end();
    intake?.close();
    this.#events.closed(waiting);
  }

  #letGo(): void {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#busyTimer);
    this.#intake?.source.pause();
    this.counters.write();
  }
}
