/** New lines as they are written, across rotations. Woken by inotify, with a look every second in case it says nothing. */
import { join } from "node:path";
import { type LogBytes, listLogFiles, openLogBytes } from "../../os/log-reader.ts";
import { watchDirectory } from "../../os/watch.ts";
import { CURRENT } from "../../protocol/log-names.ts";
import { type LogLine, type Source, split } from "./history.ts";
import { linesFrom } from "./lines.ts";

const LOOK_EVERY_MS = 1000;

/** Calls `onLines` with what comes after now. Runs until the process ends. */
export function follow(sources: readonly Source[], onLines: (lines: readonly LogLine[]) => void): void {
  for (const source of sources) {
    const tail = new Tail(source);
    const look = (): void => {
      const lines = tail.read();
      if (lines.length > 0) onLines(lines);
    };
    watchDirectory(source.directory, look);
    setInterval(look, LOOK_EVERY_MS);
  }
}

/** The end of one log. Its open file stays readable when rotation gives it another name. */
class Tail {
  readonly #source: Source;
  #file: LogBytes | undefined;
  #at: number;
  #time = 0;
  /** The newest rotated file of the last look. The next one is the one we have, by whatever inode: it may be compressed. */
  #newest: string;

  constructor(source: Source) {
    this.#source = source;
    this.#newest = rotatedNames(source.directory).at(-1) ?? "";
    this.#file = openLogBytes(join(source.directory, CURRENT));
    this.#at = this.#file?.size() ?? 0;
  }

  read(): LogLine[] {
    const lines = this.#rest();
    for (const next of this.#newer()) {
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
      lines.push({ service: this.#source.service, time, text });
    }
    return lines;
  }

  /** Files that came after the one we have, in order: several rotations may lie between two looks. */
  #newer(): LogBytes[] {
    const { directory } = this.#source;
    const rotated = rotatedNames(directory).filter((name) => name > this.#newest);
    this.#newest = rotated.at(-1) ?? this.#newest;
    const names = this.#file === undefined ? rotated : rotated.slice(1);
    const files = names.flatMap((name) => openLogBytes(join(directory, name)) ?? []);
    const current = openLogBytes(join(directory, CURRENT));
    if (current === undefined) return files;
    if (current.inode !== this.#file?.inode) return [...files, current];
    current.close();
    return files;
  }
}

const rotatedNames = (directory: string): string[] => listLogFiles(directory).slice(0, -1);
