/**
 * What survives a logger that is killed at any instruction: nothing is lost, doubled or torn, wherever that was.
 *
 * Few bytes: splice(2) moves them from the pipe into the staging file, whose size is the account of it. Before a piece is
 * written to the log, this record says which piece, with which stamp, behind which size of which file. After a crash the
 * file is cut back to that size and the piece is written again.
 *
 * Many bytes: they are looked at, written to the log, and only then taken out of the pipe. Whatever the file has beyond
 * the recorded size is still in the pipe. Just before the taking, the record says how many bytes are to be taken and how
 * they begin and end: after a crash, if the pipe begins with the same, they are still to be taken.
 */
import type { LinePosition } from "./log-render.ts";

export interface Progress {
  /** The piece being written: offsets in the staging file. Equal: none. */
  readonly from: number;
  readonly to: number;
  /** Where in a line the piece begins. */
  readonly position: LinePosition;
  /** The time on its lines. */
  readonly seconds: number;
  readonly nanoseconds: number;
  /** The log file and its size before the piece. Inode 0: no file (another destination). */
  readonly inode: number;
  readonly size: number;
  /** Bytes that are written and about to be taken out of the pipe; 0: none. */
  readonly taking: number;
}

/** Bytes of the record, and behind it of the samples: the first and last bytes of what is being taken. */
export const PROGRESS_SIZE = 64;
export const SAMPLE_SIZE = 256;
export const RECORD_SIZE: number = PROGRESS_SIZE + 2 * SAMPLE_SIZE;

const MAGIC = 0x7376_6c67;
const POSITIONS: readonly LinePosition[] = ["start", "inside", "dropping"];

/** Writes the record into `view`, 64 bytes: less than a page, so a kill cannot leave half of it. */
export function packProgress(view: DataView, progress: Progress): void {
  view.setUint32(0, MAGIC);
  view.setUint32(4, POSITIONS.indexOf(progress.position));
  view.setFloat64(8, progress.from);
  view.setFloat64(16, progress.to);
  view.setFloat64(24, progress.seconds);
  view.setFloat64(32, progress.nanoseconds);
  view.setFloat64(40, progress.inode);
  view.setFloat64(48, progress.size);
  view.setFloat64(TAKING_AT, progress.taking);
}

/** Changes the record in `view`: what was to be taken out of the pipe is out. */
export function packTaken(view: DataView): void {
  view.setFloat64(TAKING_AT, 0);
}

const TAKING_AT = 56;

/** Undefined: not a record. The numbers are whole and not negative; an inode beyond 2^53 is inexact, and equal all the same. */
export function unpackProgress(bytes: Uint8Array): Progress | undefined {
  if (bytes.length < PROGRESS_SIZE) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, PROGRESS_SIZE);
  const position = POSITIONS[view.getUint32(4)];
  const numbers = Array.from({ length: 7 }, (_, i) => view.getFloat64(8 + i * 8));
  const [from = 0, to = 0, seconds = 0, nanoseconds = 0, inode = 0, size = 0, taking = 0] = numbers;
  const isSane = numbers.every((n) => n >= 0 && Math.floor(n) === n) && from <= to;
  if (view.getUint32(0) !== MAGIC || position === undefined || !isSane) return undefined;
  return { from, to, position, seconds, nanoseconds, inode, size, taking };
}

/** Puts the samples of `piece` behind the record in `bytes`. */
export function packSamples(bytes: Uint8Array, piece: Uint8Array): void {
  bytes.set(piece.subarray(0, SAMPLE_SIZE), PROGRESS_SIZE);
  bytes.set(piece.subarray(Math.max(0, piece.length - SAMPLE_SIZE)), PROGRESS_SIZE + SAMPLE_SIZE);
}

/** Whether `front`, as many bytes as were to be taken, is what the samples were made of. */
export function matchesSamples(bytes: Uint8Array, front: Uint8Array): boolean {
  const made = new Uint8Array(RECORD_SIZE);
  packSamples(made, front);
  const length = Math.min(SAMPLE_SIZE, front.length);
  const isSame = (at: number): boolean =>
    made.subarray(at, at + length).every((byte, i) => byte === bytes[at + i]);
  return isSame(PROGRESS_SIZE) && isSame(PROGRESS_SIZE + SAMPLE_SIZE);
}

/** How far a text is compared with itself, and how much of it must come again. */
const REPETITION_WINDOW = 4096;
const REPETITION_SAMPLE = 48;
const NEWLINE = 10;

/**
 * Whether a piece could be followed by one just like it: its second line comes again soon, or it has no lines. Then the
 * samples could not tell whether it was taken, and it has to go the way of few bytes.
 */
export function repeatsItself(piece: Uint8Array): boolean {
  const from = piece.subarray(0, REPETITION_WINDOW).indexOf(NEWLINE) + 1;
  if (from === 0) return true;
  const window = piece.subarray(from, from + REPETITION_WINDOW);
  const length = Math.min(REPETITION_SAMPLE, window.length);
  for (let at = window.indexOf(NEWLINE) + 1; at > 0; at = window.indexOf(NEWLINE, at) + 1)
    if (at + length <= window.length && beginsAgain(window, at, length)) return true;
  return false;
}

/** Runs for every megabyte that passes: a plain loop. */
function beginsAgain(window: Uint8Array, at: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (window[i] !== window[at + i]) return false;
  return true;
}

export interface Resumption {
  /** Offset in the staging file from which on bytes are not in the log. */
  readonly from: number;
  readonly position: LinePosition;
  /** The stamp to use for the piece that is written again. */
  readonly stamp: Pick<Progress, "seconds" | "nanoseconds"> | undefined;
  /** The file to cut back first: what it has beyond this size will be written again. */
  readonly cut: { readonly inode: number; readonly size: number } | undefined;
  /** Bytes to take out of the pipe first, if it begins with what the samples were made of. */
  readonly taking: number;
}

/**
 * What to do first. The staging file is emptied in three steps: a record of an empty piece at its end, the cut, a record
 * of an empty piece at 0; nothing is taken from the pipe in between. So a file shorter than the record says was just cut.
 */
export function resume(progress: Progress | undefined, stagedBytes: number): Resumption {
  if (progress === undefined)
    return { from: 0, position: "start", stamp: undefined, cut: undefined, taking: 0 };
  const { from, to, position, seconds, nanoseconds, inode, size, taking } = progress;
  return {
    from: stagedBytes < to ? 0 : from,
    position,
    stamp: from < to && stagedBytes >= to ? { seconds, nanoseconds } : undefined,
    cut: inode === 0 ? undefined : { inode, size },
    taking,
  };
}
