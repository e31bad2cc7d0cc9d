/** What is in the logs already, in the order of time: the last lines, or everything of a stretch of time. */
import type { LogBytes } from "../../os/log-reader.ts";
import { parseStamp, tai64nMicroseconds } from "../../protocol/log-stamp.ts";
import { type Extent, labelsAfter, openAfter, openLabelled } from "./files.ts";
import { linesBefore, linesFrom, offsetOf } from "./lines.ts";

export interface LogLine {
  readonly service: string;
  /** Microseconds since 1970; of a line without a stamp, that of the line before, or 0. */
  readonly time: number;
  readonly text: Buffer;
}

export interface Source {
  readonly service: string;
  readonly directory: string;
  /** What is history: it ends here, however the log goes on meanwhile. */
  readonly extent: Extent;
}

export interface Selection {
  /** Microseconds since 1970. */
  readonly since: number;
  readonly until: number;
  readonly matches: (text: Buffer) => boolean;
}

/** The last `count` selected lines of all sources together. Reads backward, and no further than needed. */
export function lastLines(sources: readonly Source[], count: number, selection: Selection): LogLine[] {
  const lines = sources.flatMap((source) => lastOf(source, count, selection));
  lines.sort((a, b) => a.time - b.time);
  return count === 0 ? [] : lines.slice(-count);
}

function lastOf(source: Source, count: number, selection: Selection): LogLine[] {
  const found: LogLine[] = [];
  for (const file of newestFirst(source, selection.since)) {
    const end = selection.until === Number.POSITIVE_INFINITY ? file.size() : offsetOf(file, selection.until);
    const begin = selection.since > 0 ? offsetOf(file, selection.since) : 0;
    for (const line of linesBefore(file, end, begin)) {
      if (found.length >= count) break;
      const { time, text } = split(line, Number.NaN);
      if (selection.matches(text)) found.push({ service: source.service, time, text });
    }
    if (found.length >= count) break;
  }
  return inheritTimes(found.reverse());
}

/** A line without a stamp stands where its predecessor does. */
function inheritTimes(lines: readonly LogLine[]): LogLine[] {
  let last = 0;
  return lines.map((line) => {
    last = Number.isNaN(line.time) ? last : line.time;
    return { ...line, time: last };
  });
}

/** All selected lines of all sources, merged. Holds one line of each in memory. */
export function* allLines(sources: readonly Source[], selection: Selection): Generator<LogLine> {
  const readers = sources.map((source) => linesOf(source, selection));
  const heads = readers.map((reader) => reader.next().value as LogLine | undefined);
  for (;;) {
    let first = -1;
    heads.forEach((head, i) => {
      if (head !== undefined && (first < 0 || head.time < (heads[first] as LogLine).time)) first = i;
    });
    const line = heads[first];
    if (line === undefined) return;
    yield line;
    heads[first] = readers[first]?.next().value as LogLine | undefined;
  }
}

function* linesOf(source: Source, selection: Selection): Generator<LogLine, undefined> {
  let time = 0;
  for (const file of oldestFirst(source, selection.since)) {
    const from = selection.since > 0 ? offsetOf(file, selection.since) : 0;
    for (const { bytes } of linesFrom(file, from)) {
      const line = split(bytes, time);
      time = line.time;
      if (time >= selection.until) return undefined;
      if (selection.matches(line.text)) yield { service: source.service, ...line };
    }
  }
  return undefined;
}

/** Each is open while it is the one at hand. Those whose lines are all before `since` are left out. */
function* oldestFirst(source: Source, since: number): Generator<LogBytes> {
  for (const label of rotatedOf(source, since)) yield* open(openLabelled(source.directory, label));
  yield* open(lastFile(source));
}

function* newestFirst(source: Source, since: number): Generator<LogBytes> {
  yield* open(lastFile(source));
  for (const label of rotatedOf(source, since).reverse()) yield* open(openLabelled(source.directory, label));
}

function* open(file: LogBytes | undefined): Generator<LogBytes> {
  if (file === undefined) return;
  try {
    yield file;
  } finally {
    file.close();
  }
}

/** A rotated file's label is the time it was closed: everything in it is older. */
function rotatedOf({ directory, extent }: Source, since: number): string[] {
  return labelsAfter("", directory).filter(
    (label) => label <= extent.after && (tai64nMicroseconds(label.slice(1)) ?? 0) >= since,
  );
}

/** The one that was written to, as far as it was. */
function lastFile({ directory, extent }: Source): LogBytes | undefined {
  const file = extent.size > 0 ? openAfter(directory, extent.after) : undefined;
  if (file === undefined) return undefined;
  const size = (): number => Math.min(extent.size, file.size());
  return { ...file, size, read: (at, most) => file.read(at, Math.max(0, Math.min(most, size() - at))) };
}

/** Stamp and text of a line. */
export function split(line: Buffer, fallback: number): { time: number; text: Buffer } {
  const stamp = parseStamp(line.subarray(0, 32));
  return stamp === undefined
    ? { time: fallback, text: line }
    : { time: stamp.time, text: line.subarray(stamp.length) };
}
