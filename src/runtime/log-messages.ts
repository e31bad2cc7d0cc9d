/** What the log engine's two sides say to each other, and both hosts about what is left. */

import type { LogStats } from "../protocol/log-stats.ts";
import type { LogEvent, OpenLog } from "./log-engine.ts";

/** Of a log that has ended. */
export const waitsForNext = (bytes: number): string => `${bytes} bytes wait for the next start of the logger`;

export type ToWorker =
  | {
      readonly kind: "open";
      readonly log: OpenLog;
      /** Names the log in the memory both sides see. */
      readonly number: number;
    }
  | { readonly kind: "reconfigure"; readonly log: OpenLog }
  | { readonly kind: "signal"; readonly id: string; readonly what: "rotate" | "reopen" }
  | { readonly kind: "close"; readonly id: string; readonly afterLine: boolean }
  | { readonly kind: "stats" }
  /** The figures of this log are to be written. */
  | { readonly kind: "count"; readonly id: string }
  | { readonly kind: "stop" };

export type FromWorker =
  | { readonly kind: "event"; readonly event: LogEvent }
  | { readonly kind: "lines"; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: "stats"; readonly stats: readonly LogStats[] }
  /** A turn that nobody watches. */
  | { readonly kind: "turning" }
  | { readonly kind: "stopped" };
