/** What a monitor says to people: one line each on standard error, and the same trouble only once until it is over. */
import { writeErrorLine } from "../os/stderr.ts";

export class Reporter {
  readonly #program: string;
  readonly #said = new Map<string, string>();
  #write: (line: string) => boolean = () => false;

  /** `program` opens every line: `svscan`, `supervise`. */
  constructor(program: string) {
    this.#program = program;
  }

  say(text: string): void {
    const line = `${this.#program}: ${text}`;
    if (!this.#write(line)) writeErrorLine(line);
  }

  /** From now on lines go to `write`, and to standard error only when that returns false. */
  divert(write: (line: string) => boolean): void {
    this.#write = write;
  }

  /** Says it unless the last thing said about `topic` was the same. */
  once(topic: string, text: string): void {
    if (this.#said.get(topic) === text) return;
    this.#said.set(topic, text);
    this.say(text);
  }

  /** The trouble is over: should it come back, it is said again. */
  over(topic: string): void {
    this.#said.delete(topic);
  }
}
