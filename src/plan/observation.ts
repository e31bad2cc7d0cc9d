/** What is live, as a value: the scan directory's entries and the processes behind them. `activate` reads it. */
import type { FileRecord } from "./manifest.ts";

export interface Observation {
  /** A monitor watches the scan directory: what is put there starts. */
  readonly monitor: "svforge" | "runit" | "daemontools" | "s6" | "none";
  /** Sorted by `dirName`; dot-names left out. */
  readonly entries: readonly LiveEntry[];
  /** What could not be read, and why. A plan that did not see everything says so. */
  readonly blind: readonly { readonly path: string; readonly why: string }[];
}

export interface LiveEntry {
  readonly dirName: string;
  /** `ours`: marked by this installation under this very name. Everything else is never touched. */
  readonly mark: "ours" | "foreign" | "none";
  /** Hash `def` points to; null when there is no such link into our store. */
  readonly definition: string | null;
  /** The definition's files as they are on disk. */
  readonly files: readonly FileRecord[];
  /** Names in the directory and in its `log/` that lead nowhere into `def`, or should and do not. */
  readonly links: readonly LiveLink[];
  /** A real file `down` that no definition of ours put there. */
  readonly heldByFile: boolean;
  /** Null: no supervisor holds the directory. */
  readonly process: LiveProcess | null;
}

/** A name in the live directory (`run`, `log/run`) and what it is. */
export interface LiveLink {
  readonly path: string;
  readonly kind: "link" | "file" | "dir" | "other";
  /** Target of a link. */
  readonly target?: string;
  /** Text of a file that stands where a link belongs, when small enough to show. */
  readonly text?: string;
}

export interface LiveProcess {
  readonly state: "up" | "down" | "finish";
  readonly want: "up" | "down" | "once";
  /** Down, or not to be started again, by the operator's hand. */
  readonly held: boolean;
  /** 0 when nothing runs. */
  readonly pid: number;
  /** `SVFORGE_DEF` of the process; null when it carries none or may not be read. */
  readonly running: string | null;
  /** It names none, but was started before the service was last to begin anew. */
  readonly leftOver?: true;
}
