/** Everything the logs say, on standard output as well. A terminal that does not keep up loses lines; the files do not. */
import { consolePrefix, LineAssembler } from "../supervise/log-console.ts";

/** Bytes waiting for standard output beyond which lines are left out. */
const MOST_WAITING = 4 * 1024 * 1024;
const MOST_UNFINISHED = 8192;

/** Standard output, shared by all logs. */
export class ConsoleTee {
  readonly #colour: boolean;
  readonly #names: string[] = [];
  readonly #assemblers = new Map<string, LineAssembler>();
  #leftOut = 0;

  constructor(colour: boolean) {
    this.#colour = colour;
  }

  /** Makes a name known: all prefixes are as wide as the longest. */
  add(name: string): void {
    if (!this.#names.includes(name)) this.#names.push(name);
  }

  write(name: string, bytes: Uint8Array): void {
    this.add(name);
    const prefix = Buffer.from(this.#prefix(name));
    const assembler = this.#assemblers.get(name) ?? new LineAssembler(MOST_UNFINISHED);
    this.#assemblers.set(name, assembler);
    const lines = assembler.push(bytes);
    if (process.stdout.writableLength > MOST_WAITING) this.#leftOut += lines.length;
    else if (lines.length > 0)
      process.stdout.write(Buffer.concat([this.#note(), ...lines.flatMap((line) => [prefix, line])]));
  }

  #prefix(name: string): string {
    const width = Math.max(...this.#names.map((n) => n.length));
    return consolePrefix(name, width, this.#names.indexOf(name), this.#colour);
  }

  #note(): Buffer {
    if (this.#leftOut === 0) return Buffer.alloc(0);
    const note = `(${this.#leftOut} lines are not shown here: this terminal is slower than they came)\n`;
    this.#leftOut = 0;
    return Buffer.from(note);
  }
}
