/** What is in the logs already, in the order of time: the last lines, or everything of a stretch of time. */
import { join } from "node:path";
import { type LogBytes, listLogFiles, openLogBytes } from "../../os/log-reader.ts";
import { reasonOf } from "../../os/os-error.ts";
import { CURRENT } from "../../protocol/log-names.ts";
import { parseStamp, tai64nMicroseconds } from "../../protocol/log-stamp.ts";
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
  /** Where somebody else goes on reading: what is behind this size of the file with this inode is not history. */
  readonly end?: { readonly inode: number; readonly size: number };
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
  for (const name of listLogFiles(source.directory).reverse()) {
    if (found.length >= count || endOf(name) < selection.since) break;
    withFile(source, name, (file) => {
      const end =
        selection.until === Number.POSITIVE_INFINITY
          ? sizeIn(source, name, file)
          : offsetOf(file, selection.until);
      const begin = selection.since > 0 ? offsetOf(file, selection.since) : 0;
      for (const line of linesBefore(file, end, begin)) {
        if (found.length >= count) break;
        const { time, text } = split(line, Number.NaN);
        if (selection.matches(text)) found.push({ service: source.service, time, text });
      }
    });
  }
  return inheritTimes(found.reverse());
}

function sizeIn({ end }: Source, name: string, file: LogBytes): number {
  if (end !== undefined && file.inode === end.inode) return Math.min(end.size, file.size());
  return end !== undefined && name === CURRENT ? 0 : file.size();
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
  for (const name of listLogFiles(source.directory)) {
    if (endOf(name) < selection.since) continue;
    const file = openOrTell(join(source.directory, name));
    if (file === undefined) continue;
    try {
      const from = selection.since > 0 ? offsetOf(file, selection.since) : 0;
      for (const { bytes } of linesFrom(file, from)) {
        const line = split(bytes, time);
        time = line.time;
        if (time >= selection.until) return undefined;
        if (selection.matches(line.text)) yield { service: source.service, ...line };
      }
    } finally {
      file.close();
    }
  }
  return undefined;
}

/** Stamp and text of a line. */
export function split(line: Buffer, fallback: number): { time: number; text: Buffer } {
  const stamp = parseStamp(line.subarray(0, 32));
  return stamp === undefined
    ? { time: fallback, text: line }
    : { time: stamp.time, text: line.subarray(stamp.length) };
}

/** A rotated file's name is the time it was closed: everything in it is older. */
function endOf(name: string): number {
  return name.startsWith("@") ? (tai64nMicroseconds(name.slice(1, 25)) ?? 0) : Number.POSITIVE_INFINITY;
}

/** A file that cannot be read (cut off, compressed in a way this Node does not know) is told of, and the others are shown. */
function openOrTell(path: string): LogBytes | undefined {
  try {
    return openLogBytes(path);
  } catch (error) {
    process.stderr.write(`svforge logs: ${path} is left out: ${reasonOf(error)}\n`);
    return undefined;
  }
}

function withFile(source: Source, name: string, act: (file: LogBytes) => void): void {
  const file = openOrTell(join(source.directory, name));
  if (file === undefined) return;
  try {
    act(file);
  } finally {
    file.close();
  }
}
