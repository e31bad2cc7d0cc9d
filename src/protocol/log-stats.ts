/** What a log counts, as its engine tells it and as `supervise/log-stats.json` holds it for `svforge status`. */

export interface LogStats {
  readonly id: string;
  readonly name: string;
  /** Bytes taken from the pipe since this engine opened it. */
  readonly bytes: number;
  /** Bytes per second over the last minute. */
  readonly bytesPerSecond: number;
  /** Milliseconds since 1970, null = not yet. */
  readonly lastRotationMs: number | null;
  /** Time the log could not be written, and what `on-full = drop-oldest` gave up meanwhile. */
  readonly blockedMs: number;
  readonly droppedBytes: number;
  /** Why it cannot be written now. */
  readonly fault: string | null;
}

/** The file's content: `at` is when it was written, Unix milliseconds. It is written only when something changed. */
export interface LogStatsFile extends LogStats {
  readonly at: number;
}

/** Undefined: not such a file. Its owner may be hostile. */
export function decodeLogStats(text: string): LogStatsFile | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isLogStats(value) ? value : undefined;
}

const NUMBERS = ["at", "bytes", "bytesPerSecond", "blockedMs", "droppedBytes"] as const;

function isLogStats(value: unknown): value is LogStatsFile {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Partial<Record<keyof LogStatsFile, unknown>>;
  return (
    NUMBERS.every((key) => Number.isFinite(fields[key])) &&
    (fields.lastRotationMs === null || Number.isFinite(fields.lastRotationMs)) &&
    (fields.fault === null || typeof fields.fault === "string")
  );
}
