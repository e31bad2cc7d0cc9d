/** Where a log's lines go. A sink takes lines from the front of the shared input buffer; what it cannot take now stays staged. */
import type { PipePeek } from "../os/pipe-peek.ts";
import type { LinePosition, Renderer } from "../supervise/log-render.ts";

export interface Piece {
  /** Bytes in the renderer's input buffer. */
  readonly size: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly position: LinePosition;
  /** Nothing follows: an unfinished line is as long as it will ever be. */
  readonly final: boolean;
}

export interface Accepted {
  /** 0: more bytes are needed before anything can be decided. */
  readonly consumed: number;
  readonly position: LinePosition;
  /** The destination takes no more at the moment; to be asked again soon. */
  readonly isBusy?: boolean;
}

/** The file a piece goes to, for the progress record. Inode 0: none. */
export interface Place {
  readonly inode: number;
  readonly size: number;
}

export interface LogSink {
  /** Calls `onPlace` after deciding how much it takes and before writing it. Throws what the system says. */
  accept(piece: Piece, onPlace: (consumed: number, place: Place) => void): Accepted;
  place(): Place;
  /** Bytes it takes before something has to be done: no use to offer much more. */
  room(): number;
  /** Size at which it begins a new file. Infinity: it has none. */
  readonly fileLimit: number;
  /** Removes the oldest of what it has written before; gives how many bytes that were, 0: nothing is left to remove. */
  dropOldest(): number;
  /** Its disk has so much room that nothing need be removed. */
  hasRoom(): boolean;
  rotate(): void;
  /** Ends in order. `position`: where in a line the log stops. Resolves when nothing is left to do. */
  close(position: LinePosition): Promise<void>;
  /** Lets go of everything as it is, for the next engine. */
  abandon(): void;
}

/** What all logs of an engine share. */
export interface Tools {
  readonly renderer: Renderer;
  readonly peek: PipePeek;
}

/** The place of a sink without a file. */
export const NOWHERE: Place = { inode: 0, size: 0 };
