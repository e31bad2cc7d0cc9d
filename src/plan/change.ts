/** What a plan says about one service: the class of its change, why, and what will be done about it. */
import type { ServiceRecord } from "./manifest.ts";

export const CHANGE_CLASSES = [
  "none",
  "meta",
  "lazy",
  "log-only",
  "reload",
  "restart",
  "replace",
  "create",
  "remove",
  "rename",
  "adopt",
  "held",
  "drift",
] as const;
export type ChangeClass = (typeof CHANGE_CLASSES)[number];

/**
 * What an activation does. `record`: the manifest only. `flip`: the definition, no signal. `start` and `stop`:
 * `enabled` changed. `keep`: leaves the directory as it is and records what is there.
 */
export type Effect =
  | "nothing"
  | "record"
  | "flip"
  | "reload"
  | "restart"
  | "start"
  | "stop"
  | "replace"
  | "create"
  | "remove"
  | "keep";

export interface Reason {
  /** Stable word for machines: `key-changed`, `file-changed`, `new`, `gone`, `missing`, `stale-process`, … */
  readonly code: string;
  /** Key path of the declaration (`env.PORT`), or a file of the definition. */
  readonly subject: string;
  readonly before?: string;
  readonly after?: string;
  /** `file:line` of the key, as the project has it. */
  readonly at?: string;
}

export interface Change {
  readonly service: string;
  readonly dirName: string;
  readonly class: ChangeClass;
  readonly effect: Effect;
  /** The logger is restarted as well, whatever the effect. */
  readonly logger: boolean;
  /** Earlier name of the directory. */
  readonly renamedFrom?: string;
  readonly reasons: readonly Reason[];
  /** What has to be allowed before this may be done. */
  readonly blocked?: "essential" | "adopt" | "drift" | "emptying";
  /** Live state at planning; 0 = nothing ran. */
  readonly pid: number;
  /** Definitions and records on both sides; undefined where the service is not. */
  readonly before?: ServiceRecord;
  readonly after?: ServiceRecord;
  /** Paths that differ between the sides. */
  readonly paths: readonly string[];
  /** 0 first. Removals go in the reverse order of theirs. */
  readonly wave: number;
}

/** A directory of ours that is not what the last activation left. */
export interface Drift {
  readonly service: string;
  readonly dirName: string;
  readonly findings: readonly DriftFinding[];
}

export interface DriftFinding {
  readonly path: string;
  readonly what: "edited" | "missing" | "added" | "redirected";
  /** A link's target, or text of a file, as it is and as it should be. */
  readonly live?: string;
}
