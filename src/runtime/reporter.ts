/** What a monitor says to people: one line each on standard error, and the same trouble only once until it is over. */
import { writeErrorLine } from "../os/stderr.ts";

export class Reporter {
  readonly #program: string;
  readonly #said = new Map<string, string>();

  /** `program` opens every line: `svscan`, `supervise`. */
  constructor(program: string) {
    this.#program = program;
  }

  say(text: string): void {
    writeErrorLine(`${this.#program}: ${text}`);
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
