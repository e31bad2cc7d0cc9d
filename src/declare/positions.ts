/**
 * Where every key and value of a document stands. The parser makes one `Mark` for each; a `Positions` answers in lines
 * and columns. Offsets are UTF-16 code units into the text with CRLF read as LF and without a byte order mark.
 */
import type { Place } from "../diagnostics/diagnostic.ts";

export type TomlScalar = string | number | bigint | boolean | Date;
export type TomlValue = TomlScalar | TomlValue[] | TomlTable;
/** No prototype: any key is only a key. */
export interface TomlTable {
  [key: string]: TomlValue;
}

export type Kind =
  | "string"
  | "integer"
  | "float"
  | "boolean"
  | "offset-datetime"
  | "local-datetime"
  | "local-date"
  | "local-time"
  | "array"
  | "table";

/** One value and its key. A table opened by a header has the header's last name as key and as value. */
export interface Mark {
  readonly value: TomlValue;
  readonly kind: Kind;
  /** -1 for what has no key: the document itself and the items of an array. */
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly start: number;
  readonly end: number;
  /** Of a table. */
  readonly entries?: ReadonlyMap<string, Mark>;
  /** Of an array. */
  readonly items?: readonly Mark[];
}

export type Path = readonly (string | number)[];

/** The places of one document. */
export class Positions {
  readonly file: string;
  readonly text: string;
  readonly root: Mark;
  #lineStarts: readonly number[] | undefined;

  constructor(file: string, text: string, root: Mark) {
    this.file = file;
    this.text = text;
    this.root = root;
  }

  /** Place of the key, or of the item when the path ends with an index; undefined when there is nothing at `path`. */
  key(path: Path): Place | undefined {
    const mark = this.mark(path);
    return mark === undefined ? undefined : this.placeOfKey(mark);
  }

  /** Place of the value. */
  value(path: Path): Place | undefined {
    const mark = this.mark(path);
    return mark === undefined ? undefined : this.place(mark.start, mark.end);
  }

  /** Type as written: tells `1.0` from `1`, which the values alone do not. */
  kind(path: Path): Kind | undefined {
    return this.mark(path)?.kind;
  }

  mark(path: Path): Mark | undefined {
    let at: Mark | undefined = this.root;
    for (const step of path) at = typeof step === "number" ? at?.items?.[step] : at?.entries?.get(step);
    return at;
  }

  placeOfKey(mark: Mark): Place {
    return mark.keyStart < 0 ? this.place(mark.start, mark.end) : this.place(mark.keyStart, mark.keyEnd);
  }

  /** A stretch of the text as a place; what runs over several lines ends with the first. */
  place(start: number, end: number): Place {
    const line = this.#lineOf(start);
    const from = this.#starts()[line] ?? 0;
    const nextLine = this.#starts()[line + 1] ?? this.text.length + 1;
    const stop = Math.min(end, nextLine - 1);
    const column = start - from + 1;
    if (stop <= start) return { file: this.file, line: line + 1, column };
    return { file: this.file, line: line + 1, column, endColumn: stop - from + 1 };
  }

  #lineOf(offset: number): number {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #starts(): readonly number[] {
    if (this.#lineStarts === undefined) {
      const starts = [0];
      for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1))
        starts.push(at + 1);
      this.#lineStarts = starts;
    }
    return this.#lineStarts;
  }
}
