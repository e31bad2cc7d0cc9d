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
import { endOfRun } from "./log-processor-time.ts";

/** Waits between the attempts of a failing processor; after the last it is given up. */
const RETRY_MS: readonly number[] = [5_000, 30_000, 120_000];
/** When the log ends; the next logger begins with the same file again. */
const ENDING_MS = 4_000;

/** So many rotated files are held open until they are on disk; where the disk is slower, the kernel writes in its own time. */
const MOST_UNSYNCED = 32;
let unsynced = 0;

/** Files some archive of this process has taken on: a log that is reopened must not process one twice. */
const inWork = new Set<string>();

/**
 * Forcing to disk and compressing, one file at a time for all logs of this thread: libuv has four threads for the whole
 * process, and a disk that hangs must not get them all.
 */
let diskWork: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = diskWork.then(work);
  diskWork = done.catch(() => {});
  return done;
}

export interface ArchiveEvents {
  readonly problem: (message: string) => void;
  /** Called before what may take as long as a disk takes. */
  readonly turn: () => void;
  /** A file has its last name and size. */
  readonly done: () => void;
}

/** The rotated files of one log directory, one after the other. */
export class Archive {
  readonly #folder: LogFolder;
  readonly #policy: LogJson;
  readonly #mode: number;
  readonly #events: ArchiveEvents;
  readonly #compression: LogJson["compress"];
  #last: Promise<void> = Promise.resolve();
  #isClosing = false;
  #hasLeft = false;
  /** What is left is the next logger's. */
  #isOver = false;
  #wakeUp: () => void = () => {};
  #endProcessor: () => void = () => {};
  /** Of the last file, if it could not be archived: what fails for every file is said once. */
  #failure = "";

  constructor(folder: LogFolder, policy: LogJson, mode: number, events: ArchiveEvents) {
    this.#folder = folder;
    this.#policy = policy;
    this.#mode = mode;
    this.#events = events;
    this.#compression = policy.compress === "zstd" && !hasZstd() ? "gzip" : policy.compress;
    if (this.#compression !== policy.compress)
      events.problem(`zstd needs Node 22.15 or later, this is ${process.version}: rotated files become .gz`);
  }

  /** Takes over a rotated file and its descriptor. */
  add(name: string, fd: number): void {
    if (unsynced >= MOST_UNSYNCED) {
      closeDescriptor(fd);
      this.#enqueue(name, () => this.#work(name));
      return;
    }
    unsynced += 1;
    this.#enqueue(name, async () => {
      await inTurn(() => this.#sync(fd));
      await this.#work(name);
    });
  }

  async #sync(fd: number): Promise<void> {
    this.#events.turn();
    try {
      await finishLater(fd, this.#mode);
    } finally {
      unsynced -= 1;
    }
  }

  /** Takes up what an earlier logger left unprocessed. */
  resume(): void {
    if (this.#policy.processor === undefined) return;
    for (const name of this.#folder.names())
      if (parseRotatedName(name)?.kind === "u") this.#enqueue(name, () => this.#work(name));
  }

  /** Resolves when all work is done. A failing processor is not tried again any more, a slow one not waited for. */
  idle(): Promise<void> {
    this.#isClosing = true;
    this.#wakeUp();
    const timeUp = (): void => {
      this.#isOver = true;
      this.#endProcessor();
    };
    setTimeout(timeUp, ENDING_MS).unref();
    return this.#last;
  }

  #enqueue(name: string, work: () => Promise<void>): void {
    const path = `${this.#folder.path}/${name}`;
    if (inWork.has(path)) return;
    inWork.add(path);
    this.#last = this.#last
      .then(work)
      .then(() => this.#worked())
      .catch((error: unknown) => this.#failed(path, error))
      .finally(() => inWork.delete(path));
  }

  #worked(): void {
    if (this.#failure !== "") this.#events.problem(`${this.#folder.path}: rotated files are archived again`);
    this.#failure = "";
  }

  #failed(path: string, error: unknown): void {
    const reason = reasonOf(error);
    if (codeOf(error) === "ENOENT" || reason === this.#failure) return;
    this.#failure = reason;
    this.#events.problem(`unable to archive ${path}: ${reason}`);
  }

  async #work(name: string): Promise<void> {
    const { processor } = this.#policy;
    const compress = this.#compression;
    if (this.#isOver || (processor === undefined && compress === undefined)) return;
    this.#events.turn();
    const ready = processor === undefined ? name : await this.#process(name, processor);
    if (ready !== undefined && compress !== undefined) await inTurn(() => this.#compress(ready, compress));
    this.#events.done();
  }

  /** Gives the name of the processed file; undefined when it waits for the next logger. */
  async #process(name: string, argv: readonly string[]): Promise<string | undefined> {
    const done = this.#named(name, "s");
    for (let attempt = 0; ; attempt++) {
      const code = await this.#runOnce(name, argv);
      this.#events.turn();
      if (code === 0) break;
      this.#folder.remove(this.#named(name, "t"));
      const ending = `processor ${argv[0]} ${code === undefined ? "was killed" : `failed with ${code}`}`;
      if (this.#isClosing) return this.#leave(name, ending);
      const waitMs = RETRY_MS[attempt];
      if (waitMs === undefined) {
        this.#events.problem(`${ending}: ${this.#folder.path}/${done} is kept unprocessed`);
        this.#folder.rename(name, done);
        return done;
      }
      this.#events.problem(`${ending}, trying again in ${waitMs / 1000} seconds`);
      await this.#wait(waitMs);
      if (this.#isClosing) return undefined;
    }
    if (this.#folder.look(LOG_NEWSTATE) !== undefined) this.#folder.rename(LOG_NEWSTATE, LOG_STATE);
    this.#folder.rename(this.#named(name, "t"), done);
    this.#folder.remove(name);
    return done;
  }

  /** The log ends: what is left is for the next logger, and one reason is enough for all of it. */
  #leave(name: string, ending: string): undefined {
    if (!this.#isOver && !this.#hasLeft)
      this.#events.problem(`${ending}: ${this.#folder.path}/${name} waits for the next start of the logger`);
    this.#hasLeft = true;
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
      const run = runProcessor({ argv, directory, identity, input, output: out, state, newState });
      this.#endProcessor = run.kill;
      const path = `${this.#folder.path}/${name}`;
      const code = await endOfRun(run, () =>
        this.#events.problem(`the processor has worked on ${path} for a minute; later files wait`),
      );
      setMode(out, this.#mode | CLEAN_MARK);
      return code;
    } finally {
      this.#endProcessor = () => {};
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
    } catch (error) {
      this.#folder.remove(temporary);
      throw error;
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
