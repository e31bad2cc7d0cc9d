/**
 * Lines to file bytes: a label before each line, lines that the filter refuses left out. Works on whatever piece of the
 * stream is at hand; a line may begin in one piece and end in another, so memory stays bounded whatever its length.
 */
import { type Filter, isSelected, PATTERN_WINDOW } from "./log-pattern.ts";

/** Where in a line a piece of the stream begins. `dropping`: in one that the filter refused. */
export type LinePosition = "start" | "inside" | "dropping";

export interface Rendered {
  /** Bytes of the input that are dealt with: whole lines, and the unfinished last one where it could be begun. */
  readonly consumed: number;
  /** Bytes in the output buffer. */
  readonly produced: number;
  readonly position: LinePosition;
  /** It stopped because the next line does not fit. */
  readonly isFull: boolean;
}

/** Renders the first `size` bytes of `input` to `output`; never writes a line that does not fit `limit`. */
export interface Renderer {
  /** A little longer than INPUT_SIZE. */
  readonly input: Uint8Array;
  readonly output: Uint8Array;
  /** The output begins at `at`, below OUTPUT_ALIGNMENT; 0 when left out. */
  render(size: number, label: Uint8Array, position: "start" | "inside", limit: number, at?: number): Rendered;
}

export const INPUT_SIZE: number = 1024 * 1024;
/** The output never has more than this in it; the rest of the buffer is room to find out that a line does not fit. */
export const OUTPUT_LIMIT: number = 2 * 1024 * 1024;
export const MAX_LABEL = 4096;
/** Processors copy half as fast again between places that are the same modulo this. */
export const OUTPUT_ALIGNMENT = 64;
export const OUTPUT_SIZE: number = OUTPUT_ALIGNMENT + OUTPUT_LIMIT + INPUT_SIZE + MAX_LABEL + 64;

const NEWLINE = 10;

/** In plain JavaScript: for machines without WebAssembly SIMD, and the reference for it. */
export function plainRenderer(): Renderer {
  const input = new Uint8Array(new ArrayBuffer(INPUT_SIZE + 64));
  const output = new Uint8Array(new ArrayBuffer(OUTPUT_SIZE));
  return {
    input,
    output,
    render(size, label, position, limit, at = 0) {
      let inside = position === "inside";
      let from = 0;
      let to = at;
      input[size] = NEWLINE;
      while (from < size) {
        const end = lineEnd(input, from, size);
        const needed = (inside ? 0 : label.length) + end - from;
        if (to + needed > at + limit) break;
        if (!inside) output.set(label, to);
        output.set(input.subarray(from, end), to + needed - (end - from));
        to += needed;
        from = end;
        inside = input[end - 1] !== NEWLINE;
      }
      const end = inside ? "inside" : "start";
      return { consumed: from, produced: to - at, position: end, isFull: from < size };
    },
  };
}

/** As `render` with an empty label, but the bytes are where they were: the first `produced` of the input. */
export function renderInPlace(
  { input }: Renderer,
  size: number,
  position: "start" | "inside",
  limit: number,
): Rendered {
  const end = size <= limit ? size : input.subarray(0, Math.max(0, limit)).lastIndexOf(NEWLINE) + 1;
  const last = end === 0 ? position : input[end - 1] === NEWLINE ? "start" : "inside";
  return { consumed: end, produced: end, position: last, isFull: end < size };
}

/** As `render`, with a filter. Waits with an unfinished line until its decision is certain, unless `final`. */
export function renderFiltered(
  { input, output }: Renderer,
  filter: Filter,
  piece: { size: number; label: Uint8Array; position: LinePosition; limit: number; final: boolean },
): Rendered {
  let { position } = piece;
  let from = 0;
  let to = 0;
  let isFull = false;
  input[piece.size] = NEWLINE;
  while (from < piece.size) {
    const end = lineEnd(input, from, piece.size);
    const complete = input[end - 1] === NEWLINE;
    if (position === "start") {
      if (!complete && !piece.final && end - from < PATTERN_WINDOW) break;
      const line = input.subarray(from, complete ? end - 1 : end);
      if (!isSelected(filter, line)) position = "dropping";
    }
    if (position !== "dropping") {
      const label = position === "start" ? piece.label : NO_LABEL;
      isFull = to + label.length + end - from > piece.limit;
      if (isFull) break;
      output.set(label, to);
      output.set(input.subarray(from, end), to + label.length);
      to += label.length + end - from;
      position = "inside";
    }
    from = end;
    if (complete) position = "start";
  }
  return { consumed: from, produced: to, position, isFull };
}

const NO_LABEL = new Uint8Array(0);

/** The end of the line that begins at `from`: behind its newline, or `size`, where the caller has put a newline. */
function lineEnd(input: Uint8Array, from: number, size: number): number {
  const newline = input.indexOf(NEWLINE, from);
  return newline >= size ? size : newline + 1;
}
