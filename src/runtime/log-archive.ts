/**
 * What happens to a rotated file after it has its name: forced to disk and marked clean; run through the processor;
 * compressed. One file after the other, beside the writing. A processor that fails is tried again, then given up: its
 * file is kept as it is. While work is under way its result is called `.t`, so a crash leaves the source untouched.
 */
import { closeDescriptor } from "../os/descriptors.ts";
import { compressFile, finishLater, hasZstd, setMode } from "../os/log-file.ts";
import type { LogFolder } from "../os/log-folder.ts";
import { runProcessor } from "../os/log-processor.ts";
import { codeOf, reasonOf } from "../os/os-error.ts";
import { CLEAN_MARK, LOG_NEWSTATE, LOG_STATE, parseRotatedName, rotatedName } from "../protocol/log-names.ts";
import type { LogJson } from "../protocol/service-json.ts";

/** Waits between the attempts of a failing processor; after the last it is given up. */
const RETRY_MS: readonly number[] = [5_000, 30_000, 120_000];

/** Files some archive of this process has taken on: a log that is reopened must not process one twice. */
const inWork = new Set<string>();

/** The rotated files of one log directory, one after the other. */
export class Archive {
  readonly #folder: LogFolder;
  readonly #policy: LogJson;
  readonly #mode: number;
  readonly #onProblem: (message: string) => void;
  readonly #onDone: () => void;
  #last: Promise<void> = Promise.resolve();
  #isClosing = false;
  #wakeUp: () => void = () => {};

  constructor(
    folder: LogFolder,
    policy: LogJson,
    mode: number,
    onProblem: (message: string) => void,
    onDone: () => void,
  ) {
    this.#folder = folder;
    this.#policy = policy;
    this.#mode = mode;
    this.#onProblem = onProblem;
    this.#onDone = onDone;
  }

  /** Takes over a rotated file and its descriptor. */
  add(name: string, fd: number): void {
    this.#enqueue(name, async () => {
      await finishLater(fd, this.#mode);
      await this.#work(name);
    });
  }

  /** Takes up what an earlier logger left unprocessed. */
  resume(): void {
    if (this.#policy.processor === undefined) return;
    for (const name of this.#folder.names())
      if (parseRotatedName(name)?.kind === "u") this.#enqueue(name, () => this.#work(name));
  }

  /** Resolves when all work is done. A failing processor is not tried again any more. */
  idle(): Promise<void> {
    this.#isClosing = true;
    this.#wakeUp();
    return this.#last;
  }

  #enqueue(name: string, work: () => Promise<void>): void {
    const path = `${this.#folder.path}/${name}`;
    if (inWork.has(path)) return;
    inWork.add(path);
    this.#last = this.#last
      .then(work)
      .catch((error: unknown) => {
        if (codeOf(error) !== "ENOENT") this.#onProblem(`unable to archive ${path}: ${reasonOf(error)}`);
      })
      .finally(() => inWork.delete(path));
  }

  async #work(name: string): Promise<void> {
    const { processor } = this.#policy;
    const compress = this.#policy.compress === "zstd" && !hasZstd ? "gzip" : this.#policy.compress;
    if (processor === undefined && compress === undefined) return;
    const ready = processor === undefined ? name : await this.#process(name, processor);
    if (ready !== undefined && compress !== undefined) await this.#compress(ready, compress);
    this.#onDone();
  }

  /** Gives the name of the processed file; undefined when it waits for the next logger. */
  async #process(name: string, argv: readonly string[]): Promise<string | undefined> {
    const done = this.#named(name, "s");
    for (let attempt = 0; ; attempt++) {
      const code = await this.#runOnce(name, argv);
      if (code === 0) break;
      this.#folder.remove(this.#named(name, "t"));
      if (this.#isClosing) return undefined;
      const ending = `processor ${argv[0]} ${code === undefined ? "was killed" : `failed with ${code}`}`;
      const waitMs = RETRY_MS[attempt];
      if (waitMs === undefined) {
        this.#onProblem(`${ending}: ${this.#folder.path}/${done} is kept unprocessed`);
        this.#folder.rename(name, done);
        return done;
      }
      this.#onProblem(`${ending}, trying again in ${waitMs / 1000} seconds`);
      await this.#wait(waitMs);
    }
    if (this.#folder.look(LOG_NEWSTATE) !== undefined) this.#folder.rename(LOG_NEWSTATE, LOG_STATE);
    this.#folder.rename(this.#named(name, "t"), done);
    this.#folder.remove(name);
    return done;
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wakeUp = resolve;
      setTimeout(resolve, milliseconds).unref();
    });
  }

  async #runOnce(name: string, argv: readonly string[]): Promise<number | undefined> {
    const output = this.#named(name, "t");
    this.#folder.remove(output);
    this.#folder.remove(LOG_NEWSTATE);
    const files = [
      this.#folder.openForReading(name),
      this.#folder.create(output, this.#mode),
      this.#folder.openForAppending(LOG_STATE, 0o600),
      this.#folder.create(LOG_NEWSTATE, 0o600),
    ].map((file) => file.fd);
    const [input = -1, out = -1, state = -1, newState = -1] = files;
    try {
      const { identity, fd: directory } = this.#folder;
      const code = await runProcessor({ argv, directory, identity, input, output: out, state, newState });
      setMode(out, this.#mode | CLEAN_MARK);
      return code;
    } finally {
      for (const fd of files) closeDescriptor(fd);
    }
  }

  async #compress(name: string, kind: "gzip" | "zstd"): Promise<void> {
    const temporary = this.#named(name, "t");
    this.#folder.remove(temporary);
    const from = this.#folder.openForReading(name);
    const to = this.#folder.create(temporary, this.#mode);
    try {
      await compressFile(from.fd, to.fd, kind);
    } finally {
      closeDescriptor(from.fd);
      await finishLater(to.fd, this.#mode);
    }
    this.#folder.rename(temporary, rotatedName({ label: labelOf(name), kind: "s", compression: kind }));
    this.#folder.remove(name);
  }

  #named(name: string, kind: "s" | "t"): string {
    return rotatedName({ label: labelOf(name), kind, compression: "none" });
  }
}

function labelOf(name: string): string {
  return parseRotatedName(name)?.label ?? name;
}
