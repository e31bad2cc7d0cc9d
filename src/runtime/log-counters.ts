/** What a log counts: for `svforge status`, written beside the pipe as one JSON line, rarely and only when it changed. */
import { monotonicMs, wallClockMs } from "../os/clock.ts";
import { readTextIfPresent, replaceFile } from "../os/files.ts";
import { LOG_STATS } from "../protocol/log-names.ts";
import { decodeLogStats, type LogStats, type LogStatsFile } from "../protocol/log-stats.ts";
import type { OpenLog } from "./log-engine.ts";

/** A busy log's file is written this often; for the first time sooner, because people look at what they just started. */
const WRITE_EVERY_MS = 10_000;
const WRITE_FIRST_MS = 1000;
/** The window of the rate. */
const WINDOW_MS = 60_000;

/** Puts a fault into a log's file in the name of a thread that hangs; the thread writes it anew when it goes on. */
export function noteHanging(log: OpenLog, fault: string): void {
  const file = statsFileOf(log);
  if (file === undefined) return;
  try {
    const known = decodeLogStats(readTextIfPresent(file) ?? "");
    const figures = known ?? new LogCounters(log.id, log.name, undefined).get();
    replaceFile(file, `${JSON.stringify({ ...figures, at: wallClockMs(), fault })}\n`);
  } catch {}
}

/** The figures of one log. */
export class LogCounters {
  readonly #id: string;
  readonly #name: string;
  readonly #file: string | undefined;
  #bytes = 0;
  #droppedBytes = 0;
  #lastRotationMs: number | null = null;
  #blockedMs = 0;
  #blockedSince: number | undefined;
  #fault: string | null = null;
  /** Bytes at the beginnings of the present and the last window. */
  #window = { begun: monotonicMs(), bytes: 0, rate: 0 };
  #timer: NodeJS.Timeout | undefined;
  #writeAfterMs = WRITE_FIRST_MS;

  constructor(id: string, name: string, file: string | undefined) {
    this.#id = id;
    this.#name = name;
    this.#file = file;
  }

  took(bytes: number): void {
    this.#bytes += bytes;
    this.#writeSoon();
  }

  dropped(bytes: number): void {
    this.#droppedBytes += bytes;
  }

  rotated(): void {
    this.#lastRotationMs = wallClockMs();
    this.#writeSoon();
  }

  /** A reason, or null when writing works again. */
  setFault(fault: string | null): void {
    const now = monotonicMs();
    if (fault !== null) this.#blockedSince ??= now;
    else if (this.#blockedSince !== undefined) {
      this.#blockedMs += now - this.#blockedSince;
      this.#blockedSince = undefined;
    }
    this.#fault = fault;
    this.write();
  }

  /** Writing took this long, and worked. */
  hung(milliseconds: number): void {
    if (this.#blockedSince === undefined) this.#blockedMs += milliseconds;
  }

  get(): LogStats {
    const now = monotonicMs();
    const waiting = this.#blockedSince === undefined ? 0 : now - this.#blockedSince;
    return {
      id: this.#id,
      name: this.#name,
      bytes: this.#bytes,
      bytesPerSecond: this.#rate(now),
      lastRotationMs: this.#lastRotationMs,
      blockedMs: Math.round(this.#blockedMs + waiting),
      droppedBytes: this.#droppedBytes,
      fault: this.#fault,
    };
  }

  /** Writes the file now; ends a pending write. A failure concerns no line and is let pass. */
  write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#file === undefined) return;
    this.#writeAfterMs = WRITE_EVERY_MS;
    try {
      const content: LogStatsFile = { at: wallClockMs(), ...this.get() };
      replaceFile(this.#file, `${JSON.stringify(content)}\n`);
    } catch {}
  }

  #writeSoon(): void {
    if (this.#file === undefined) return;
    this.#timer ??= setTimeout(() => this.write(), this.#writeAfterMs).unref();
  }

  #rate(now: number): number {
    const elapsed = now - this.#window.begun;
    const rate = elapsed < 1000 ? this.#window.rate : ((this.#bytes - this.#window.bytes) / elapsed) * 1000;
    if (elapsed > WINDOW_MS) this.#window = { begun: now, bytes: this.#bytes, rate };
    return Math.round(rate);
  }
}

/** Where a log's figures are written; undefined: nowhere. */
export function statsFileOf({ statsFile, pipe }: OpenLog): string | undefined {
  if (statsFile !== undefined || typeof pipe === "number") return statsFile;
  return pipe.replace(/[^/]*$/, LOG_STATS);
}
