/** Loggers that live in this process: the engine starts with the first of them, each stops when it is drained. */
import type { LogJson } from "../protocol/service-json.ts";
import { type LogEngine, type LogEvent, type OpenLog, startLogEngine } from "./log-engine.ts";
import { waitsForNext } from "./log-messages.ts";
import type { Reporter } from "./reporter.ts";

export class Logs {
  readonly #reporter: Reporter;
  readonly #console: { readonly colour: boolean } | undefined;
  readonly #closing = new Map<string, (leftBytes: number) => void>();
  readonly #names = new Map<string, string>();
  readonly #inTrouble = new Set<string>();
  #engine: LogEngine | undefined;

  /** With `console`, lines also go to standard output. */
  constructor(reporter: Reporter, console: { readonly colour: boolean } | undefined) {
    this.#reporter = reporter;
    this.#console = console;
  }

  /** Starts a logger. `onClosed`: it has drained its pipe and closed its files, and could not write `leftBytes`. */
  open(log: OpenLog, onClosed: (leftBytes: number) => void): void {
    this.#closing.set(log.id, onClosed);
    this.#names.set(log.id, log.name);
    this.#engineOrStart().open(log);
  }

  /** `relay`: as in `OpenLog`. */
  reconfigure(id: string, policy: LogJson, relay: string | undefined): void {
    this.#engine?.reconfigure(id, policy, relay);
  }

  signal(id: string, what: "rotate" | "reopen"): void {
    this.#engine?.signal(id, what);
  }

  /** Asks a logger to drain its pipe and end. */
  close(id: string): void {
    this.#engine?.close(id);
  }

  /** As `close`; resolves when it is done. */
  closed(id: string): Promise<void> {
    return new Promise((resolve) => {
      this.#closing.set(id, (leftBytes) => {
        if (leftBytes > 0) this.#reporter.say(`${this.#names.get(id) ?? id}: ${waitsForNext(leftBytes)}`);
        resolve();
      });
      this.close(id);
    });
  }

  /** Something went wrong with this log and is not over. */
  isInTrouble(id: string): boolean {
    return this.#inTrouble.has(id);
  }

  /** A thread of the engine hangs on a disk. */
  isHanging(): boolean {
    return this.#engine?.isHanging() === true;
  }

  /** Leaves every log as it is, for the next life of this process. */
  async stop(): Promise<void> {
    await this.#engine?.stop();
  }

  /** After `stop`: there is no next life. */
  resume(): void {
    this.#engine?.resume();
  }

  #engineOrStart(): LogEngine {
    this.#engine ??= startLogEngine({
      ...(this.#console === undefined ? {} : { console: this.#console }),
      onEvent: (event) => {
        if (event.kind === "closed") this.#closed(event.id, event.leftBytes ?? 0);
        else if (event.kind === "restarted") this.#reporter.say(event.message);
        else if ("ids" in event) this.#tellOfDisk(event);
        else this.#tell(event);
      },
    });
    return this.#engine;
  }

  #tell({ kind, id, message }: Extract<LogEvent, { kind: "fault" | "recovered" | "warning" }>): void {
    if (kind === "fault") this.#inTrouble.add(id);
    this.#reporter.say(`${this.#names.get(id) ?? id}/log: ${message}`);
    if (kind === "recovered") this.#inTrouble.delete(id);
  }

  /** All logs there are in trouble, one is said to be. */
  #tellOfDisk({ kind, id, ids, message }: Extract<LogEvent, { kind: "hangs" | "moves" }>): void {
    if (kind === "hangs") for (const one of ids) this.#inTrouble.add(one);
    this.#reporter.say(`${this.#names.get(id) ?? id}/log: ${message}`);
    if (kind === "moves") for (const one of ids) this.#inTrouble.delete(one);
  }

  #closed(id: string, leftBytes: number): void {
    this.#inTrouble.delete(id);
    const onClosed = this.#closing.get(id);
    this.#closing.delete(id);
    onClosed?.(leftBytes);
  }
}
