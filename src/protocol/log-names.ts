/**
 * Names and marks inside a log directory, as multilog and svlogd write them and people's tools read them
 * (semantics 6.3, 6.9). A rotated file sorts by the time in its name.
 */

export const CURRENT = "current";
export const LOG_LOCK = "lock";
/** What a processor keeps between two runs: it reads `state` as descriptor 4, writes `newstate` as 5. */
export const LOG_STATE = "state";
export const LOG_NEWSTATE = "newstate";
/** multilog's files of a rotation in progress; left over after a crash of multilog. */
export const PREVIOUS = "previous";
export const PROCESSED = "processed";

/** Beside the pipe (or in the directory of a stand-alone logger): bytes taken and not yet accounted for. */
export const STAGING = "log-staging";
/** Beside `log-staging`: how far they are written, and where to. */
export const PROGRESS = "log-progress";

/** Behind the names of pipe, staging and progress of a standard error that is logged apart. */
export const STDERR_SUFFIX = "-stderr";

/** Beside the pipe: what the log counts (log-stats.ts), one JSON line. */
export const LOG_STATS = "log-stats.json";

/** On a closed file: "safely written, complete". */
export const CLEAN_MARK = 0o100;

/**
 * `s`: complete. `u`: unclean, or waiting for its processor. `t`: being written by a processor or compressor.
 * Then `gz` or `zst` when compressed.
 */
export interface RotatedName {
  /** `@` and 24 hex digits. */
  readonly label: string;
  readonly kind: "s" | "u" | "t";
  readonly compression: "none" | "gzip" | "zstd";
}

const SUFFIX = { none: "", gzip: ".gz", zstd: ".zst" } as const;

/** The file's name. */
export function rotatedName({ label, kind, compression }: RotatedName): string {
  return `${label}.${kind}${SUFFIX[compression]}`;
}

/** Undefined: not a rotated file. */
export function parseRotatedName(name: string): RotatedName | undefined {
  const match = /^(@[0-9a-f]{24})\.([sut])(\.gz|\.zst)?$/.exec(name);
  if (match === null) return undefined;
  const [, label = "", kind, suffix] = match;
  return {
    label,
    kind: kind as RotatedName["kind"],
    compression: suffix === ".gz" ? "gzip" : suffix === ".zst" ? "zstd" : "none",
  };
}
