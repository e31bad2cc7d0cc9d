/**
 * The log of whatever has none: what the monitor says, the output of services without a logger, the standard error of all
 * that do not redirect it. A pipe in the monitor's folder, hosted like any other, so it outlives the monitor. What the
 * monitor says while this log is in trouble stands on standard error too.
 */
import { FifoWriter } from "../os/fifo-writer.ts";
import { makeDirectory, removeIfPresent, replaceFile } from "../os/files.ts";
import { LogPipe } from "../os/log-pipe.ts";
import { LOG, SCAN_FILES, SERVICE_JSON } from "../protocol/names.ts";
import { type LogJson, SERVICE_JSON_FORMAT } from "../protocol/service-json.ts";
import type { Logs } from "./logs.ts";

const ID = "catch-all";
/** PIPE_BUF: so much is written whole or not at all. */
const ATOMIC_BYTES = 4096;
const CLOSING_MS = 5_000;

export class CatchAll {
  /** A blocking descriptor for what others write. */
  readonly output: number;
  readonly #pipe: LogPipe;
  readonly #writer: FifoWriter;
  readonly #logs: Logs;
  readonly #echoes: boolean;
  #isOpen = true;

  /** Makes the pipe in the monitor's `folder` and starts the log. `echoes`: standard error is a terminal. */
  constructor(folder: string, policy: LogJson, logs: Logs, echoes: boolean) {
    this.#pipe = new LogPipe(`${folder}/${SCAN_FILES.logPipe}`);
    this.output = this.#pipe.openOutput();
    this.#writer = new FifoWriter(this.#pipe.path);
    this.#logs = logs;
    this.#echoes = echoes;
    describe(folder, policy);
    logs.open({ id: ID, name: "svscan", pipe: this.#pipe.path, policy }, () => {});
  }

  /** Writes a line of the monitor's own. False: standard error should have it as well. */
  write(line: string): boolean {
    if (!this.#isOpen) return false;
    const bytes = Buffer.from(`${line}\n`);
    for (let at = 0; at < bytes.length; at += ATOMIC_BYTES)
      if (!this.#writer.write(bytes.subarray(at, at + ATOMIC_BYTES))) return false;
    return !this.#echoes && !this.#logs.isInTrouble(ID);
  }

  /** Of its FIFO. */
  get path(): string {
    return this.#pipe.path;
  }

  /** What must stay open through an in-place upgrade. */
  get descriptors(): readonly number[] {
    return this.#pipe.descriptor === undefined ? [] : [this.#pipe.descriptor];
  }

  /** Resolves when all is written, or after some seconds. */
  async close(): Promise<void> {
    this.#isOpen = false;
    const timeUp = new Promise((resolve) => setTimeout(resolve, CLOSING_MS).unref());
    await Promise.race([this.#logs.closed(ID), timeUp]);
  }
}

/** Says where the log is, as a service directory would: for `svforge logs`. */
function describe(folder: string, log: LogJson): void {
  makeDirectory(`${folder}/${LOG}`, 0o755);
  replaceFile(
    `${folder}/${LOG}/${SERVICE_JSON}`,
    `${JSON.stringify({ format: SERVICE_JSON_FORMAT, log })}\n`,
  );
}

/** There is no such log (any more). */
export function forgetCatchAll(folder: string): void {
  removeIfPresent(`${folder}/${LOG}/${SERVICE_JSON}`);
}
