/**
 * Looks at the entries of a scan directory: all at once when something has changed, in pieces when nobody said so, lest a
 * control byte or a crash wait for a look at a thousand directories.
 */
import { codeOf, reasonOf } from "../os/os-error.ts";
import { type FoundDirectory, findDirectories, lookAround } from "../os/service-directory.ts";
import { inTurns } from "./piecemeal.ts";
import type { Reporter } from "./reporter.ts";

export interface Look {
  readonly entries: readonly FoundDirectory[];
  /** Whether an entry is, up to now, as the look before this one found it. */
  isSame(name: string): boolean;
}

export class ScanLook {
  readonly #directory: string;
  readonly #reporter: Reporter;
  readonly #isSupervised: (name: string) => boolean;
  /** What the last look found, by name. */
  #known: ReadonlyMap<string, FoundDirectory> = new Map();
  #isUnderWay = false;

  /** What is supervised by a name is not gone because it cannot be seen: a bad disk must not stop what runs. */
  constructor(directory: string, reporter: Reporter, isSupervised: (name: string) => boolean) {
    this.#directory = directory;
    this.#reporter = reporter;
    this.#isSupervised = isSupervised;
  }

  /** Undefined: the directory cannot be read now. That is said once. */
  atOnce(): Look | undefined {
    try {
      return this.#found(findDirectories(this.#directory, this.#known, this.#onFault));
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  /** Tells `onFound` some turns of the event loop later, unless it fails or everything is looked at once meanwhile. */
  inPieces(onFound: (look: Look) => void): void {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    inTurns(this.#pieces(), (look) => {
      this.#isUnderWay = false;
      if (look !== undefined) onFound(look);
    });
  }

  *#pieces(): Generator<undefined, Look | undefined> {
    const known = this.#known;
    try {
      const entries = yield* lookAround(this.#directory, known, this.#onFault);
      return known === this.#known ? this.#found(entries) : undefined;
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  #found(entries: readonly FoundDirectory[]): Look {
    this.#reporter.over("scan");
    const before = this.#known;
    this.#known = new Map(entries.map((entry) => [entry.name, entry]));
    return { entries, isSame: (name) => before.has(name) && before.get(name) === this.#known.get(name) };
  }

  #failed(error: unknown): void {
    this.#reporter.once("scan", `warning: unable to read ${this.#directory}: ${reasonOf(error)}`);
  }

  readonly #onFault = (name: string, error: unknown): void => {
    if (this.#isSupervised(name) && codeOf(error) !== "ENOENT") throw error;
    this.#reporter.once(`${name} stat`, `warning: unable to stat ${name}: ${reasonOf(error)}`);
  };
}
