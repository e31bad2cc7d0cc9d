/**
 * The account of one log: what has left its pipe and is not in the log yet, and the record that lets the next engine go on
 * at the very byte, however this one ends (supervise/log-progress.ts). Knows nothing of destinations but a file's inode and size.
 */
import { LogSource } from "../os/log-source.ts";
import { Staging } from "../os/log-staging.ts";
import type { PipePeek } from "../os/pipe-peek.ts";
import type { Instant } from "../supervise/log-label.ts";
import {
  matchesSamples,
  PROGRESS_SIZE,
  packProgress,
  packSamples,
  packTaken,
  RECORD_SIZE,
  type Resumption,
  resume,
  unpackProgress,
} from "../supervise/log-progress.ts";
import { INPUT_SIZE, type LinePosition } from "../supervise/log-render.ts";
import { clockInstant } from "./log-clock.ts";
import type { OpenLog } from "./log-engine.ts";
import type { Place, Tools } from "./log-sink.ts";

/** The staging file is emptied when all is written and it has grown to this. */
const EMPTY_AT = 4096;

/** What is looked at in one turn at most: half a pipe, so that its writer goes on while that is written. */
const LOOK_SIZE = INPUT_SIZE / 2;

/** Where a record is made before it is written: all logs of a thread share it. */
const madeRecord = new Uint8Array(new ArrayBuffer(RECORD_SIZE));
const recordView = new DataView(madeRecord.buffer);

/** Source, staging file and progress record of one log. */
export class LogIntake {
  readonly source: LogSource;
  readonly #staging: Staging;
  readonly #peek: PipePeek;
  readonly #input: Uint8Array;
  /** What the destination has to cut back first, and the inode of the file our record speaks of. */
  cut: Resumption["cut"];
  ownInode: number;
  /** Where in a line the log stands. */
  position: LinePosition;
  /** The stamp of what was staged last; before `#againTo`, of a piece that is written again after a crash. */
  time: Instant = clockInstant();
  #againTo = 0;
  /** Offset in the staging file of the first byte that is not in the log. */
  #from: number;

  /** Opens the pipe and the two files, and takes up where an earlier engine ended. */
  constructor({ pipe, stateDir, stateSuffix }: OpenLog, tools: Tools) {
    this.#peek = tools.peek;
    this.#input = tools.renderer.input;
    this.#staging = new Staging(stateDir ?? String(pipe).replace(/\/[^/]*$/, ""), stateSuffix);
    try {
      this.source = new LogSource(pipe);
    } catch (error) {
      this.#staging.close();
      throw error;
    }
    const record = this.#staging.readRecord(RECORD_SIZE);
    const progress = unpackProgress(record);
    const { from, position, stamp, cut, taking } = resume(progress, this.#staging.size);
    [this.#from, this.position, this.cut, this.ownInode] = [from, position, cut, progress?.inode ?? 0];
    if (taking > 0) this.#takeOutAgain(taking, record);
    if (stamp === undefined) return;
    this.time = stamp;
    this.#againTo = progress?.to ?? 0;
  }

  /** Bytes that are staged and not in the log. */
  get waiting(): number {
    return this.#staging.size - this.#from;
  }

  /** Nothing at all is staged. */
  get isEmpty(): boolean {
    return this.#staging.size === 0;
  }

  /** Bytes that were read from what is no pipe and cannot be staged. */
  get held(): number {
    return this.#staging.held.length;
  }

  /** The staging file cannot grow. */
  get isStuck(): boolean {
    return this.#staging.isStuck;
  }

  /** Moves bytes from the pipe to the staging file. */
  take(most?: number): number | "end" {
    const taken = this.source.take(this.#staging, most);
    if (typeof taken === "number" && taken > 0 && this.#from >= this.#againTo) this.time = clockInstant();
    return taken;
  }

  /** Copies waiting bytes to the input buffer; gives how many. A piece that is written again comes alone. */
  load(): number {
    const end = this.#from < this.#againTo ? this.#againTo : this.#staging.size;
    return this.#staging.read(this.#input, this.#from, Math.min(INPUT_SIZE, end - this.#from));
  }

  /** Puts on record that the next `size` bytes are about to be written behind `place`. 0: nothing is. */
  note(size: number, place: Place, taking = 0): void {
    packProgress(recordView, {
      from: this.#from,
      to: this.#from + size,
      position: this.position,
      seconds: this.time.seconds,
      nanoseconds: this.time.nanoseconds,
      inode: place.inode,
      size: place.size,
      taking,
    });
    this.#staging.record(madeRecord, taking === 0 ? PROGRESS_SIZE : RECORD_SIZE);
  }

  /** The next `size` bytes are in the log. */
  written(size: number, position: LinePosition): void {
    this.#from += size;
    this.position = position;
    if (this.#from === this.#againTo) this.time = clockInstant();
  }

  /** Empties the staging file when all is written and it has some length: three steps, as `resume` expects them. */
  tidy(place: Place, always = false): void {
    if (this.waiting > 0 || this.#staging.size < (always ? 1 : EMPTY_AT)) return;
    this.note(0, place);
    this.#staging.empty();
    this.#from = 0;
    this.#againTo = 0;
    this.note(0, place);
  }

  /** Copies up to `most` bytes from the front of the pipe to the input buffer, with nothing staged. 0: not possible. */
  look(most: number): number {
    const { pipe } = this.source;
    if (pipe === undefined || !this.isEmpty) return 0;
    const size = this.#peek.peek(pipe, this.#input, Math.min(most, LOOK_SIZE));
    this.time = clockInstant();
    return size;
  }

  /** What was looked at is in the log, which now ends at `place`: takes it out of the pipe. */
  takeOut(size: number, position: LinePosition, place: Place): void {
    this.position = position;
    packSamples(madeRecord, this.#input.subarray(0, size));
    this.note(0, place, size);
    this.#peek.consume(this.source.pipe ?? -1, size);
    packTaken(recordView);
    this.#staging.record(madeRecord, PROGRESS_SIZE);
  }

  /** Gives up what is staged, else what is in the pipe, and the rest of a line that it ends in. Gives the number of bytes. */
  drop(place: Place): number {
    const bytes = this.waiting;
    if (bytes === 0) {
      const gone = this.held > 0 ? this.#staging.held : this.source.discard();
      this.#staging.forgetHeld();
      this.#endsWith(gone.at(-1));
      return gone.length;
    }
    if (this.#staging.read(this.#input, this.#staging.size - 1, 1) === 1) this.#endsWith(this.#input[0]);
    this.#from = this.#staging.size;
    this.tidy(place, true);
    return bytes;
  }

  #endsWith(dropped: number | undefined): void {
    if (dropped === undefined) return;
    this.position = dropped === NEWLINE ? "start" : "dropping";
  }

  close(): void {
    this.source.close();
    this.#staging.close();
  }

  /** After a crash: takes out of the pipe what was written, if that had not happened yet. */
  #takeOutAgain(size: number, record: Uint8Array): void {
    const { pipe } = this.source;
    if (pipe === undefined) return;
    const there = this.#peek.peek(pipe, this.#input, Math.min(size, INPUT_SIZE));
    if (there === size && matchesSamples(record, this.#input.subarray(0, size)))
      this.#peek.consume(pipe, size);
  }
}

const NEWLINE = 10;
