/** Lines of one log file: forward from a place, backward from the end, and the place of a time, found by halving. */
import type { LogBytes } from "../../os/log-reader.ts";
import { parseStamp } from "../../protocol/log-stamp.ts";

const BLOCK = 65536;
const NEWLINE = 10;

export interface FileLine {
  /** Without the newline. */
  readonly bytes: Buffer;
  /** Offset behind it. */
  readonly next: number;
}

/** Lines from `from` (the beginning of one) to the end; an unfinished last line too, unless `onlyWhole`. */
export function* linesFrom(file: LogBytes, from: number, onlyWhole = false): Generator<FileLine> {
  let rest = Buffer.alloc(0);
  let at = from;
  for (;;) {
    const block = Buffer.from(file.read(at, BLOCK));
    if (block.length === 0) break;
    at += block.length;
    const all = rest.length === 0 ? block : Buffer.concat([rest, block]);
    let begin = 0;
    for (let end = all.indexOf(NEWLINE); end >= 0; end = all.indexOf(NEWLINE, begin)) {
      yield { bytes: all.subarray(begin, end), next: at - all.length + end + 1 };
      begin = end + 1;
    }
    rest = all.subarray(begin);
  }
  if (rest.length > 0 && !onlyWhole) yield { bytes: rest, next: at };
}

/** Lines between `begin` and `end`, both beginnings of lines, the last one first. */
export function* linesBefore(file: LogBytes, end: number, begin = 0): Generator<Buffer> {
  let rest = Buffer.alloc(0);
  let at = end;
  while (at > begin) {
    const size = Math.min(BLOCK, at - begin);
    at -= size;
    let all = Buffer.concat([file.read(at, size), rest]);
    for (let newline = lastBreak(all); newline >= 0; newline = lastBreak(all)) {
      yield withoutNewline(all.subarray(newline + 1));
      all = all.subarray(0, newline + 1);
    }
    rest = all;
  }
  if (rest.length > 0) yield withoutNewline(rest);
}

/** The newline before the last line, which may itself end in one. */
function lastBreak(bytes: Buffer): number {
  return bytes.length < 2 ? -1 : bytes.lastIndexOf(NEWLINE, bytes.length - 2);
}

function withoutNewline(line: Buffer): Buffer {
  return Buffer.from(line.at(-1) === NEWLINE ? line.subarray(0, -1) : line);
}

/** Offset of the first line whose stamp is not before `time`; the end when there is none. */
export function offsetOf(file: LogBytes, time: number): number {
  let low = 0;
  let high = file.size();
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = stampedFrom(file, middle, high);
    if (found === undefined || found.time >= time) high = middle;
    else low = found.next;
  }
  return stampedFrom(file, low, file.size())?.begin ?? file.size();
}

/** The first stamped line that begins at or behind `from` and before `end`. */
function stampedFrom(
  file: LogBytes,
  from: number,
  end: number,
): { readonly time: number; readonly begin: number; readonly next: number } | undefined {
  let begin = lineStart(file, from);
  for (const { bytes, next } of linesFrom(file, begin)) {
    if (begin >= end) return undefined;
    const stamp = parseStamp(bytes.subarray(0, 32));
    if (stamp !== undefined) return { time: stamp.time, begin, next };
    begin = next;
  }
  return undefined;
}

/** The first beginning of a line at or behind `from`. */
function lineStart(file: LogBytes, from: number): number {
  if (from === 0) return 0;
  for (let at = from - 1; ; ) {
    const block = file.read(at, BLOCK);
    if (block.length === 0) return at;
    const newline = block.indexOf(NEWLINE);
    if (newline >= 0) return at + newline + 1;
    at += block.length;
  }
}
