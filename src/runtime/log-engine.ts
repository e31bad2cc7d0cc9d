/**
 * The log engine as the rest of the runtime sees it: one worker thread that hosts every builtin log.
 * This side only passes messages; what a log is and where its bytes go is decided in the worker.
 */
import type { LogJson } from "../protocol/service-json.ts";

export interface OpenLog {
  /** The caller's key; one open log each. */
  readonly id: string;
  /** Shown by the console and in messages. */
  readonly name: string;
  /**
   * Path of the FIFO (`supervise/log-pipe`, made by the caller; the service holds it O_RDWR), or an inherited
   * descriptor. A path's folder also keeps what a crash must not lose: `log-staging` and `log-progress`.
   */
  readonly pipe: string | number;
  readonly policy: LogJson;
  /** Where the log's counters are written for `svforge status` (one JSON line, at most once a second). */
  readonly statsFile?: string;
  /** FIFO of the log named by `policy.to.service`. Required for that destination. */
  readonly relay?: string;
}

/** What happens to a log. `message` is one line, without the name of a program. */
export type LogEvent =
  | { readonly kind: "fault" | "recovered"; readonly id: string; readonly message: string }
  | { readonly kind: "rotated"; readonly id: string; readonly file: string }
  /** The pipe is drained and the files are closed. Always the last event of an id. */
  | { readonly kind: "closed"; readonly id: string }
  /** The worker ended though nobody stopped it; a new one has the logs, nothing is lost. */
  | { readonly kind: "restarted"; readonly message: string };

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

export interface LogEngine {
  readonly open: (log: OpenLog) => void;
  /** The next byte written follows the new policy; nothing is lost. */
  readonly reconfigure: (id: string, policy: LogJson) => void;
  /** `rotate` is svlogd's and multilog's ALRM, `reopen` svlogd's HUP. */
  readonly signal: (id: string, what: "rotate" | "reopen") => void;
  /** Drains what is in the pipe, keeps an unterminated last line, marks the file clean, then reports `closed`. */
  readonly close: (id: string) => void;
  readonly stats: () => Promise<readonly LogStats[]>;
  /** Ends the worker between two writes and leaves every log as it is; the next engine continues it. */
  readonly stop: () => Promise<void>;
}

export interface LogEngineOptions {
  /** Lines also go to standard output, behind the service's name. */
  readonly console?: { readonly colour: boolean };
  readonly onEvent: (event: LogEvent) => void;
}
