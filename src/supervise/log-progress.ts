/**
 * What survives a logger that is killed at any instruction. Bytes leave the pipe into the staging file by splice(2), whose
 * progress is the file's size; before a piece of it is written to the log, this record says which piece, with which
 * stamp, behind which size of which file. After a crash the file is cut back to that size and the piece is written
 * again: nothing is lost, doubled or torn, wherever the crash was.
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
}

export const PROGRESS_SIZE = 64;
const MAGIC = 0x7376_6c67;
const POSITIONS: readonly LinePosition[] = ["start", "inside", "dropping"];

/** Writes the record into `view`, 64 bytes: less than a page, so a kill cannot leave half of it. */
export function packProgress(view: DataView, progress: Progress): void {
  view.setUint32(0, MAGIC);
  view.setUint32(4, POSITIONS.indexOf(progress.position));
  [progress.from, progress.to, progress.seconds, progress.nanoseconds, progress.inode, progress.size].forEach(
    (value, i) => {
      view.setFloat64(8 + i * 8, value);
    },
  );
}

/** Undefined: not a record. The numbers are whole and not negative; an inode beyond 2^53 is not exact, and equal all the same. */
export function unpackProgress(bytes: Uint8Array): Progress | undefined {
  if (bytes.length < PROGRESS_SIZE) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, PROGRESS_SIZE);
  const position = POSITIONS[view.getUint32(4)];
  const [from = -1, to = -1, seconds = -1, nanoseconds = -1, inode = -1, size = -1] = [0, 1, 2, 3, 4, 5].map(
    (i) => view.getFloat64(8 + i * 8),
  );
  const sane = [from, to, seconds, nanoseconds, inode, size].every((n) => n >= 0 && Math.floor(n) === n);
  if (view.getUint32(0) !== MAGIC || position === undefined || !sane || to < from) return undefined;
  return { from, to, position, seconds, nanoseconds, inode, size };
}

export interface Resumption {
  /** Offset in the staging file from which on bytes are not in the log. */
  readonly from: number;
  readonly position: LinePosition;
  /** The stamp to use for the piece that is written again. */
  readonly stamp: Pick<Progress, "seconds" | "nanoseconds"> | undefined;
  /** The file to cut back first: it may hold some of the piece. */
  readonly cut: { readonly inode: number; readonly size: number } | undefined;
}

/**
 * What to do first. The staging file is emptied in three steps: a record of an empty piece at its end, the cut, a record
 * of an empty piece at 0; nothing is taken from the pipe in between. So a file shorter than the record says was just cut.
 */
export function resume(progress: Progress | undefined, stagedBytes: number): Resumption {
  if (progress === undefined) return { from: 0, position: "start", stamp: undefined, cut: undefined };
  const { from, to, position, seconds, nanoseconds, inode, size } = progress;
  if (stagedBytes < to || from === to)
    return { from: stagedBytes < to ? 0 : from, position, stamp: undefined, cut: undefined };
  return {
    from,
    position,
    stamp: { seconds, nanoseconds },
    cut: inode === 0 ? undefined : { inode, size },
  };
}
