/** When to look at a scan directory: at once where the kernel says it changed, every five seconds in any case. */
import { join } from "node:path";
import { inodeOf } from "../os/ownership.ts";
import { watchDirectory } from "../os/watch.ts";
import type { Monitor } from "./monitor.ts";

/** daemontools' and runit's own interval; here only the net below inotify and SIGCHLD. */
const RESCAN_MS = 5000;

export class ScanWatch {
  readonly #directory: string;
  readonly #monitor: Monitor;
  readonly #reap: () => void;
  readonly #unfinished = new Map<string, () => void>();
  #stopWatching: (() => void) | undefined;
  #watched = "";
  #due = false;

  /** `reap` takes up children whose end nobody was told of. */
  constructor(directory: string, monitor: Monitor, reap: () => void) {
    this.#directory = directory;
    this.#monitor = monitor;
    this.#reap = reap;
  }

  /** Looks for the first time, and from then on. */
  start(): void {
    this.#watch();
    setInterval(() => {
      this.#reap();
      this.#watch();
      this.#monitor.rescanInPieces(() => this.#watchUnfinished());
    }, RESCAN_MS);
    this.#look();
  }

  /** A scan directory that was replaced by another is watched anew. */
  #watch(): void {
    const watched = inodeOf(this.#directory);
    if (watched === this.#watched) return;
    this.#watched = watched;
    this.#stopWatching?.();
    this.#stopWatching = watchDirectory(this.#directory, (name) => {
      if (name?.startsWith(".") !== true) this.#soon();
    });
  }

  /** One look for all the changes of a moment. */
  #soon(): void {
    if (this.#due) return;
    this.#due = true;
    setImmediate(() => this.#look());
  }

  #look(): void {
    this.#due = false;
    this.#monitor.rescan();
    this.#watchUnfinished();
  }

  /** A directory that is being filled says so only inside itself. */
  #watchUnfinished(): void {
    const names = new Set(this.#monitor.settling);
    for (const [name, stop] of this.#unfinished) {
      if (names.has(name)) continue;
      stop();
      this.#unfinished.delete(name);
    }
    for (const name of names) {
      if (this.#unfinished.has(name)) continue;
      const stop = watchDirectory(join(this.#directory, name), () => this.#soon());
      if (stop !== undefined) this.#unfinished.set(name, stop);
    }
  }
}
