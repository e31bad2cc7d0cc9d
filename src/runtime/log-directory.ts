/**
 * A log directory: `current`, its rotation and what is kept, in the layout of multilog and svlogd, whose directories it
 * continues and which continue its own. Rotated files are handed to the archive; writing goes on at once.
 */
import { constants } from "node:os";
import { monotonicMs, wallClockMs } from "../os/clock.ts";
import { closeDescriptor } from "../os/descriptors.ts";
import type { FileLock } from "../os/lock.ts";
import { appendAll, bornMs, finishLater, lastByte, stateOf } from "../os/log-file.ts";
import { LogFolder, type OpenFile } from "../os/log-folder.ts";
import { OsError, reasonOf } from "../os/os-error.ts";
import type { Identity } from "../os/thread-identity.ts";
import { CURRENT, LOG_LOCK, parseRotatedName, rotatedName } from "../protocol/log-names.ts";
import type { LogJson } from "../protocol/service-json.ts";
import { LineLabel } from "../supervise/log-label.ts";
import { type Filter, parseFilter } from "../supervise/log-pattern.ts";
import type { LinePosition, Rendered, Renderer } from "../supervise/log-render.ts";
import { OUTPUT_ALIGNMENT, OUTPUT_LIMIT, renderFiltered, renderInPlace } from "../supervise/log-render.ts";
import { currentLimit, filesToRemove, nextLabel } from "../supervise/log-rotation.ts";
import { type Adoption, adoptCurrent, beginCurrent } from "./log-adopt.ts";
import { Archive } from "./log-archive.ts";
import { clockInstant } from "./log-clock.ts";
import type { Accepted, LogSink, Piece, Place } from "./log-sink.ts";

export interface DirectoryOptions {
  readonly directory: string;
  readonly policy: LogJson;
  readonly user: Identity | undefined;
  readonly renderer: Renderer;
  readonly ownInode: number;
  readonly cut: Adoption["cut"];
  /** Called first: what was written is done with, or a crash now would move it to the new file. */
  readonly onRotating: () => void;
  /** Called when `current` is the new file and before anything is done to the old one. */
  readonly onRotated: () => void;
  readonly onProblem: (message: string) => void;
  /** Called before anything that takes as long as a disk takes and that nobody asked for just now. */
  readonly onTurn: () => void;
}

/** The destination `dir`. */
export class LogDirectory implements LogSink {
  readonly #options: DirectoryOptions;
  readonly #folder: LogFolder;
  readonly #lock: FileLock;
  readonly #mode: number;
  readonly #limit: number;
  readonly #filter: Filter;
  readonly #addsNothing: boolean;
  readonly #label: LineLabel;
  readonly #archive: Archive;
  #file: OpenFile;
  #size: number;
  #position: LinePosition = "start";
  #rotateAtMs = Number.POSITIVE_INFINITY;
  #rotateTimer: NodeJS.Timeout | undefined;

  /** Throws when the directory cannot be opened, made or locked, or `current` not be written. */
  constructor(options: DirectoryOptions) {
    const { policy } = options;
    this.#options = options;
    this.#mode = Number.parseInt(policy.mode ?? "644", 8);
    this.#filter = parseFilter(policy.filter ?? []);
    const { timestamp, prefix = "" } = policy;
    this.#label = new LineLabel(policy);
    this.#addsNothing = timestamp === "none" && prefix === "" && this.#filter.rules.length === 0;
    this.#folder = new LogFolder(options.directory, options.user);
    // What is taken is given back: a lock that is kept would lock out the next attempt.
    const undo: (() => void)[] = [() => this.#folder.close()];
    try {
      const lock = this.#takeLock();
      undo.push(() => lock.release());
      const { ownInode, cut } = options;
      const file = adoptCurrent(this.#folder, { ownInode, cut, mode: this.#mode, now: clockInstant() });
      undo.push(() => closeDescriptor(file.fd));
      this.#lock = lock;
      this.#file = file;
      this.#archive = new Archive(this.#folder, policy, this.#mode, {
        problem: options.onProblem,
        turn: options.onTurn,
        done: () => this.#prune(this.#folder.names()),
      });
      if (!this.#folder.isNew) this.#archive.resume();
      this.#limit = this.#limitOf(policy);
    } catch (error) {
      for (const step of undo.reverse()) step();
      throw error;
    }
    this.#size = this.#file.sizeBytes;
    if (this.#size > 0 && lastByte(this.#file.fd) !== NEWLINE_BYTE) this.#position = "inside";
    if (policy["rotate-every-ms"] !== undefined) this.#scheduleRotation(bornMs(this.#file.fd));
  }

  accept(piece: Piece, onPlace: (consumed: number, place: Place) => void): Accepted {
    const { links, size } = stateOf(this.#file.fd);
    this.#size = size;
    if (links === 0) throw new OsError("write", ENOENT, `${this.#folder.path}/${CURRENT}`);
    if (this.#size > 0 && piece.position === "start" && monotonicMs() >= this.#rotateAtMs) this.rotate();
    if (this.#position === "inside" && piece.position !== "inside") this.#endLine();
    const rendered = this.#render(piece);
    onPlace(rendered.consumed, this.place());
    if (rendered.produced > 0) {
      const { input, output } = this.#options.renderer;
      const isInPlace = this.#isInPlace(piece.position);
      const at = isInPlace ? 0 : this.#outputAt(piece.position);
      appendAll(this.#file.fd, isInPlace ? input : output, rendered.produced, this.#size, at);
      this.#size += rendered.produced;
    }
    this.#position = rendered.position;
    return rendered;
  }

  place(): Place {
    return { inode: this.#file.inode, size: this.#size };
  }

  room(): number {
    return this.#limit - this.#size;
  }

  get fileLimit(): number {
    return this.#limit;
  }

  /** A rotated file, else `current`. Emptied first: whoever has it open would keep its blocks. */
  dropOldest(): number {
    const name = this.#folder.names().find((n) => parseRotatedName(n) !== undefined);
    if (name === undefined) {
      if (this.#size === 0) return 0;
      this.rotate();
      return this.dropOldest();
    }
    const bytes = this.#folder.look(name)?.size ?? 0;
    this.#folder.discard(name);
    return Math.max(1, bytes);
  }

  /** Room for all that the policy lets it keep, and somewhat more; half a file system is enough. */
  hasRoom(): boolean {
    const { keep, "max-total": total = Number.POSITIVE_INFINITY } = this.#options.policy;
    const rotated = this.#folder.names().filter((name) => parseRotatedName(name) !== undefined);
    const has = rotated.reduce((sum, name) => sum + (this.#folder.look(name)?.size ?? 0), this.#size);
    const wants = Math.min(total, (keep + 1) * this.#limit) + this.#limit / 2 - has;
    const { bytes, freeBytes } = this.#folder.space();
    return freeBytes >= Math.min(wants, bytes / 2, MOST_ROOM);
  }

  rotate(): void {
    if (this.#size === 0) return;
    const needsWork = this.#options.policy.processor !== undefined;
    const names = this.#folder.names();
    const name = rotatedName({
      label: nextLabel(names, clockInstant()),
      kind: needsWork ? "u" : "s",
      compression: "none",
    });
    const full = this.#file;
    this.#options.onRotating();
    this.#folder.rename(CURRENT, name);
    try {
      this.#file = beginCurrent(this.#folder, this.#mode);
    } catch (error) {
      this.#folder.rename(name, CURRENT);
      throw error;
    }
    this.#size = 0;
    this.#scheduleRotation(wallClockMs());
    this.#options.onRotated();
    this.#prune([...names, name]);
    this.#archive.add(name, full.fd);
  }

  async close(position: LinePosition): Promise<void> {
    if (position === "inside") this.#endLine();
    clearTimeout(this.#rotateTimer);
    await finishLater(this.#file.fd, this.#mode);
    this.#lock.release();
    await this.#archive.idle();
    this.#folder.close();
  }

  abandon(): void {
    clearTimeout(this.#rotateTimer);
    closeDescriptor(this.#file.fd);
    this.#lock.release();
    void this.#archive.idle().then(() => this.#folder.close());
  }

  /** A line was begun whose rest will not come. */
  #endLine(): void {
    appendAll(this.#file.fd, NEWLINE, 1, this.#size);
    this.#size += 1;
    this.#position = "start";
  }

  /** Where the oldest go, they go by files: on a small disk no file may be a large part of all. */
  #limitOf(policy: LogJson): number {
    const limit = currentLimit(policy);
    if (policy["on-full"] !== "drop-oldest") return limit;
    return Math.min(limit, Math.max(LEAST_LIMIT, Math.floor(this.#folder.space().bytes / PARTS)));
  }

  #takeLock(): FileLock {
    const lock = this.#folder.lock(LOG_LOCK);
    if (lock === undefined) throw new Error(`another logger has locked ${this.#folder.path}/${LOG_LOCK}`);
    return lock;
  }

  /** As much of the piece as fits the file, rotating it first where it is full, if possible behind a line. */
  #render(piece: Piece): Rendered {
    for (;;) {
      // A new policy may allow less than there is.
      const room = Math.max(0, this.#limit - this.#size);
      let rendered = this.#renderWithin(piece, Math.min(room, OUTPUT_LIMIT));
      if (rendered.consumed > 0 && rendered.position === "inside" && room - rendered.produced < LINE_ROOM) {
        const whole = this.#options.renderer.input.lastIndexOf(NEWLINE_BYTE, rendered.consumed - 1) + 1;
        if (whole > 0) rendered = this.#renderWithin({ ...piece, size: whole }, room);
        else if (piece.position === "start" && this.#size > 0) rendered = FULL;
      }
      if (rendered.consumed > 0 || !rendered.isFull) return rendered;
      const label = piece.position === "start" ? this.#label.at(piece).length : 0;
      if (this.#size === 0 || (piece.position === "inside" && room > 0))
        return this.#renderWithin({ ...piece, size: Math.max(1, room - label) }, OUTPUT_LIMIT);
      this.rotate();
    }
  }

  #renderWithin(piece: Piece, limit: number): Rendered {
    const { renderer } = this.#options;
    const { size, position, final } = piece;
    if (this.#isInPlace(position)) return renderInPlace(renderer, size, position, limit);
    const label = this.#label.at(piece);
    if (!this.#isFiltered(position))
      return renderer.render(size, label, position, limit, this.#outputAt(position));
    return renderFiltered(renderer, this.#filter, { size, label, position, limit, final });
  }

  #isFiltered(position: LinePosition): position is "dropping" {
    return this.#filter.rules.length > 0 || position === "dropping";
  }

  /** Where in the output buffer a piece begins: aligned as the end of the file, as far as that makes copying faster. */
  #outputAt(position: LinePosition): number {
    return this.#isFiltered(position) ? 0 : this.#size % OUTPUT_ALIGNMENT;
  }

  /** Nothing is added and nothing left out: the bytes are written from where they were read to. */
  #isInPlace(position: LinePosition): position is "start" | "inside" {
    return this.#addsNothing && position !== "dropping";
  }

  #scheduleRotation(begunMs: number): void {
    const every = this.#options.policy["rotate-every-ms"];
    if (every === undefined) return;
    const inMs = Math.max(0, begunMs + every - wallClockMs());
    this.#rotateAtMs = monotonicMs() + inMs;
    clearTimeout(this.#rotateTimer);
    this.#rotateTimer = setTimeout(() => this.#rotateIdle(), Math.min(inMs + 10, MAX_TIMER_MS)).unref();
  }

  /** A quiet log is rotated by age too, but not within a line. */
  #rotateIdle(): void {
    if (this.#position !== "start" || monotonicMs() < this.#rotateAtMs) return;
    this.#options.onTurn();
    try {
      this.rotate();
    } catch (error) {
      this.#options.onProblem(`unable to rotate ${this.#folder.path}: ${reasonOf(error)}`);
    }
  }

  #prune(names: readonly string[]): void {
    const { policy } = this.#options;
    const isCapped = policy["max-total"] !== undefined;
    const files = names.map((name) => ({
      name,
      sizeBytes: isCapped ? (this.#folder.look(name)?.size ?? 0) : 0,
    }));
    for (const name of filesToRemove(files, policy)) this.#folder.remove(name);
  }
}

const NEWLINE_BYTE = 10;
const NEWLINE: Uint8Array = Uint8Array.of(NEWLINE_BYTE);
/** A line is begun at the end of a file only where so much of it fits, multilog's tolerance; longer ones may be cut. */
const LINE_ROOM = 2000;
/** A file system is eight files of a log that drops, or more. */
const PARTS = 8;
const LEAST_LIMIT = 2 * LINE_ROOM;
/** So much free is room for any log. */
const MOST_ROOM = 64 * 1024 * 1024;
const FULL: Rendered = { consumed: 0, produced: 0, position: "start", isFull: true };
/** What setTimeout can wait at most. */
const MAX_TIMER_MS = 2 ** 31 - 1;
const { ENOENT } = constants.errno;
