/**
 * New lines as they are written, across rotations and from one directory to the next. Woken by inotify, with a look every
 * second in case it says nothing, which also asks where the log is by now.
 */
import { join } from "node:path";
import { wallClockMs } from "../../os/clock.ts";
import { type LogBytes, openLogBytes } from "../../os/log-reader.ts";
import { watchDirectory } from "../../os/watch.ts";
import { CURRENT } from "../../protocol/log-names.ts";
import { tai64nLabel } from "../../protocol/tai.ts";
import { type Extent, labelsAfter, openLabelled, openNewest } from "./files.ts";
import { logPlaceOf } from "./find.ts";
import { type LogLine, type Source, split } from "./history.ts";
import { linesFrom } from "./lines.ts";

const LOOK_EVERY_MS = 1000;

/** A service whose log may move to another directory. */
export type Followed = Pick<Source, "service" | "directory"> & { readonly path: string };

export interface Following {
  /** What was there before. */
  readonly past: readonly Source[];
  /** Calls `onLines` with what came since, and with what comes. Runs until the process ends. */
  begin(onLines: (lines: readonly LogLine[]) => void): void;
}

/** Holds on to the end of each log, so that nothing is missed however long its past takes to show. */
export function follow(sources: readonly Followed[]): Following {
  const followers = sources.map((source) => new Follower(source));
  return {
    past: followers.map((follower) => follower.past),
    begin: (onLines) => {
      for (const follower of followers) follower.begin(onLines);
    },
  };
}

/** One service's log, wherever it is. A directory it has left is still looked at: its last lines may come late, or it returns. */
class Follower {
  readonly #source: Followed;
  readonly past: Source;
  #onLines: (lines: readonly LogLine[]) => void = () => {};
  readonly #tails = new Map<string, Tail>();
  readonly #watched = new Set<string>();
  /** Until then it was where it was. */
  #askedAt = wallClockMs();

  constructor(source: Followed) {
    this.#source = source;
    const tail = new Tail(source);
    this.past = { ...source, extent: tail.extent };
    this.#tails.set(source.directory, tail);
  }

  begin(onLines: (lines: readonly LogLine[]) => void): void {
    this.#onLines = onLines;
    // An activation changes what is there by a rename.
    watchDirectory(this.#source.path, () => this.#ask());
    setInterval(() => this.#ask(), LOOK_EVERY_MS);
    this.#ask();
  }

  /** Where it is now; a directory it has come to is read from the last time that it was seen elsewhere. */
  #ask(): void {
    const place = logPlaceOf(this.#source.path);
    if ("directory" in place && !this.#tails.has(place.directory)) {
      const source = { ...this.#source, directory: place.directory };
      this.#tails.set(place.directory, new Tail(source, this.#askedAt));
    }
    this.#askedAt = wallClockMs();
    this.#watch();
    this.#look();
  }

  #watch(): void {
    for (const directory of this.#tails.keys())
      if (!this.#watched.has(directory) && watchDirectory(directory, () => this.#look()) !== undefined)
        this.#watched.add(directory);
  }

  #look(): void {
    const lines = [...this.#tails.values()].flatMap((tail) => tail.read());
    if (lines.length > 0) this.#onLines(lines);
  }
}

/** The end of one log. Its open file stays readable when rotation gives it another name. */
class Tail {
  readonly #source: Pick<Source, "service" | "directory">;
  #file: LogBytes | undefined;
  #at: number;
  #time = 0;
  /** Label of the newest rotated file of the last look. The next is of the one we have, by whatever inode: it may be compressed. */
  #newest: string;
  /** The file we have is that one. */
  #hasLabel = false;
  /** Stamps before this are of lines from before. */
  readonly #since: number;

  /** `sinceMs`: of a directory that the log has come to. */
  constructor(source: Pick<Source, "service" | "directory">, sinceMs?: number) {
    this.#source = source;
    this.#since = (sinceMs ?? 0) * 1000;
    this.#at = 0;
    if (sinceMs === undefined) {
      const { after, file } = openNewest(source.directory);
      [this.#newest, this.#file, this.#at] = [after, file, file?.size() ?? 0];
    } else {
      this.#newest = tai64nLabel(Math.floor(sinceMs / 1000), 0);
    }
  }

  /** Of what was read, or left to others. */
  get extent(): Extent {
    return { after: this.#newest, size: this.#at };
  }

  read(): LogLine[] {
    const lines = this.#rest();
    const newer = this.#newer();
    // What was written behind that before the rotation.
    if (newer.length > 0) lines.push(...this.#rest());
    for (const next of newer) {
      this.#file?.close();
      this.#file = next;
      this.#at = 0;
      lines.push(...this.#rest());
    }
    return lines;
  }

  #rest(): LogLine[] {
    const file = this.#file;
    if (file === undefined) return [];
    if (file.size() < this.#at) this.#at = file.size();
    const lines: LogLine[] = [];
    for (const { bytes, next } of linesFrom(file, this.#at, true)) {
      const { time, text } = split(bytes, this.#time);
      this.#time = time;
      this.#at = next;
      if (time === 0 || time >= this.#since) lines.push({ service: this.#source.service, time, text });
    }
    return lines;
  }

  /** Files that came after the one we have, in order: several rotations may lie between two looks. */
  #newer(): LogBytes[] {
    const { directory } = this.#source;
    const rotated = labelsAfter(this.#newest, directory);
    const current = openLogBytes(join(directory, CURRENT));
    // A rotation just now: what was listed may lack a file, and another may lie between that and what was opened.
    if (current !== undefined && labelsAfter(this.#newest, directory).length !== rotated.length) {
      current.close();
      return this.#newer();
    }
    this.#newest = rotated.at(-1) ?? this.#newest;
    const names = this.#file === undefined || this.#hasLabel ? rotated : rotated.slice(1);
    // In the midst of a rotation there is no `current`: the last of these is the one we have next.
    this.#hasLabel = current === undefined && (this.#hasLabel || rotated.length > 0);
    const files = names.flatMap((label) => openLabelled(directory, label) ?? []);
    if (current === undefined) return files;
    if (current.inode !== this.#file?.inode) return [...files, current];
    current.close();
    return files;
  }
}
