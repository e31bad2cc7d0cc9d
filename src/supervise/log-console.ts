/** Lines of several services on one terminal: each behind its service's name, names of one width and of changing colour. */

const RESET = "\u001b[0m";
/** Cyan, yellow, green, magenta, blue, then the same bright: no red, which looks like an error. */
const COLOURS: readonly number[] = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];

/** What stands before a line of `name`. `width`: of the longest name; `index`: which service this is. */
export function consolePrefix(name: string, width: number, index: number, colour: boolean): string {
  const padded = `${name.padEnd(width)} | `;
  return colour ? `\u001b[${COLOURS[index % COLOURS.length]}m${padded}${RESET}` : padded;
}

/** Cuts a service's bytes into whole lines; what is unfinished waits for the rest, up to `most` bytes. */
export class LineAssembler {
  readonly #most: number;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(most: number) {
    this.#most = most;
  }

  /** The lines that are complete with these bytes, each with its newline. */
  push(bytes: Uint8Array): readonly Uint8Array[] {
    const all = new Uint8Array(this.#rest.length + bytes.length);
    all.set(this.#rest);
    all.set(bytes, this.#rest.length);
    const lines: Uint8Array[] = [];
    let from = 0;
    for (let end = all.indexOf(10); end >= 0; end = all.indexOf(10, from)) {
      lines.push(all.subarray(from, end + 1));
      from = end + 1;
    }
    if (all.length - from > this.#most) {
      lines.push(Uint8Array.from([...all.subarray(from), 10]));
      from = all.length;
    }
    this.#rest = all.slice(from);
    return lines;
  }
}
