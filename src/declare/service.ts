/**
 * A service as declared, after defaults, layers, templates and variables: the only thing `compile` and `plan` see.
 * Every value is in its final unit. `undefined` means "not declared": compile then emits nothing for it.
 */
import type { Place } from "../diagnostics/diagnostic.ts";

/** Milliseconds, or never. */
export type Duration = number | "infinity";

export type Argv = readonly [string, ...string[]];

export type Work =
  | { readonly kind: "command"; readonly argv: Argv }
  /** Body of a `sh -e` script, verbatim. */
  | { readonly kind: "script"; readonly body: string }
  /** Files of a hand-written service directory, byte for byte. `path` is relative to the project folder. */
  | { readonly kind: "service-dir"; readonly path: string; readonly files: readonly AdoptedFile[] }
  | { readonly kind: "oneshot"; readonly up: Argv; readonly down?: Argv }
  | { readonly kind: "bundle"; readonly contents: readonly string[] };

export type AdoptedFile =
  | {
      readonly path: string;
      readonly kind: "file";
      readonly executable: boolean;
      readonly content: Uint8Array;
    }
  | { readonly path: string; readonly kind: "dir" }
  | { readonly path: string; readonly kind: "symlink"; readonly target: string };

export interface Dependency {
  /** Name of a declared service (never an alias: `provides` is resolved). */
  readonly service: string;
  readonly condition: "ready" | "started" | "completed";
  /** Restart this service when the dependency restarts. */
  readonly restart: boolean;
}

export const LIMIT_NAMES = [
  "as",
  "core",
  "cpu",
  "data",
  "fsize",
  "locks",
  "memlock",
  "msgqueue",
  "nice",
  "nofile",
  "nproc",
  "rss",
  "rtprio",
  "rttime",
  "sigpending",
  "stack",
] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

/** Bytes, seconds (`cpu`), microseconds (`rttime`) or a count; `"hard"` = whatever the hard limit is at start. */
export type LimitValue = number | "unlimited" | "hard";
export interface Limit {
  readonly soft: LimitValue;
  readonly hard: LimitValue;
}

export type Probe =
  | { readonly kind: "fd"; readonly fd: number }
  | { readonly kind: "notify" }
  | { readonly kind: "command"; readonly argv: Argv }
  | { readonly kind: "tcp"; readonly host: string; readonly port: number }
  | { readonly kind: "http"; readonly url: string }
  | { readonly kind: "path"; readonly path: string };

export interface Ready {
  readonly probe: Probe;
  readonly intervalMs: number;
  readonly timeoutMs: Duration;
}

export interface Health {
  readonly probe: Exclude<Probe, { kind: "fd" } | { kind: "notify" }>;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** Failures in a row before the service is restarted. */
  readonly retries: number;
}

export interface Restart {
  readonly policy: "always" | "on-failure" | "never";
  readonly delayMs: number;
  readonly maxDelayMs: number;
  readonly maxAttempts?: number;
  readonly windowMs: number;
  readonly resetAfterMs: number;
  readonly successCodes: readonly number[];
  readonly onGiveUp: "stop" | "exit";
}

/** Signal names without SIG: `TERM`, `USR1`. */
export type SignalName = string;

export interface Stop {
  readonly signal: SignalName;
  readonly timeoutMs: Duration;
  readonly kill: "group" | "process";
  readonly command?: Argv;
}

export interface Reload {
  readonly action?: { readonly signal: SignalName } | { readonly command: Argv };
  readonly files: readonly string[];
  readonly onChange: "restart" | "reload" | "manual";
}

export interface Hooks {
  readonly preStart: readonly Argv[];
  readonly postReady: readonly Argv[];
  readonly preStop: readonly Argv[];
  readonly postStop: readonly Argv[];
  readonly onFail: readonly Argv[];
}

export interface LogPolicy {
  readonly to:
    | { readonly kind: "dir"; readonly dir: string }
    | { readonly kind: "none" }
    | { readonly kind: "inherit" }
    | { readonly kind: "syslog"; readonly address?: string }
    | { readonly kind: "service"; readonly service: string };
  readonly user?: string;
  readonly group?: string;
  readonly mode?: number;
  readonly timestamp: "tai64n" | "iso" | "none";
  readonly prefix?: string;
  readonly maxSizeBytes: number;
  /** Rotated files kept beside `current`. */
  readonly keep: number;
  readonly maxTotalBytes?: number;
  readonly rotateEveryMs?: number;
  readonly compress: "none" | "gzip" | "zstd";
  readonly processor?: Argv;
  /** multilog patterns, each beginning with `+` or `-`. */
  readonly filter: readonly string[];
  readonly stderr: "merge" | "separate" | "inherit";
  readonly onFull: "block" | "drop-oldest";
}

export interface Directory {
  readonly purpose: "runtime" | "state" | "cache" | "logs" | "config";
  /** Absolute. */
  readonly path: string;
  readonly owner?: string;
  readonly group?: string;
  readonly mode: number;
  /** Kept when the service stops; only `runtime` defaults to false. */
  readonly keep: boolean;
}

export interface Secret {
  readonly name: string;
  readonly file: string;
  readonly mode: "path" | "env";
}

export interface Identity {
  readonly user?: string;
  readonly group?: string;
  /** Undefined: from the group database. */
  readonly groups?: readonly string[];
}

export interface Capabilities {
  readonly ambient: readonly string[];
  /** Undefined: unchanged. */
  readonly bounding?: readonly string[];
}

export interface EnvFile {
  readonly path: string;
  readonly optional: boolean;
}

export interface Control {
  readonly user?: string;
  readonly group?: string;
  readonly status: "owner" | "all";
}

/** Extra raw file of `[target.NAME] files`. */
export interface TargetFile {
  readonly path: string;
  readonly content: string;
  readonly executable: boolean;
}

export interface Service {
  /** As declared: file stem, table name, or `template@instance`. */
  readonly name: string;
  /** Entry in the scan directory. */
  readonly dirName: string;
  readonly description?: string;
  readonly docs: readonly string[];
  readonly work: Work;
  /** argv prefix between limits and privileges on one side, command on the other. */
  readonly wrapper: readonly string[];
  readonly enabled: boolean;
  readonly essential: boolean;
  readonly main: boolean;
  readonly dependsOn: readonly Dependency[];
  /** Declared services only: an undeclared want has been dropped. */
  readonly wants: readonly string[];
  readonly after: readonly string[];
  readonly before: readonly string[];
  readonly conflicts: readonly string[];
  readonly provides: readonly string[];
  readonly partOf: readonly string[];
  readonly identity: Identity;
  readonly umask?: number;
  readonly workingDir?: string;
  readonly chroot?: string;
  readonly nice?: number;
  readonly ioClass?: "none" | "realtime" | "best-effort" | "idle";
  readonly ioPriority?: number;
  /** CPU numbers and ranges, as taskset takes them: `0,2-3`. */
  readonly cpus?: string;
  readonly sched?: {
    readonly policy: "other" | "batch" | "idle" | "fifo" | "rr";
    readonly priority: number;
  };
  readonly oomScoreAdj?: number;
  readonly noNewPrivs: boolean;
  readonly capabilities?: Capabilities;
  /** Sorted by name, values verbatim. */
  readonly env: readonly (readonly [name: string, value: string])[];
  readonly envFiles: readonly EnvFile[];
  readonly envDirs: readonly EnvFile[];
  /** Names, `*` allowed; undefined: everything the supervisor has. */
  readonly passEnv?: readonly string[];
  readonly clearEnv: boolean;
  readonly secrets: readonly Secret[];
  readonly dirs: readonly Directory[];
  readonly limits: readonly (readonly [name: LimitName, limit: Limit])[];
  readonly ready?: Ready;
  readonly health?: Health;
  /** Undefined: the target's own default (always, one second). */
  readonly restart?: Restart;
  /** Undefined: TERM, then CONT, no KILL before shutdown. */
  readonly stop?: Stop;
  readonly reload?: Reload;
  readonly hooks: Hooks;
  /** Undefined only when a hand-written directory brings its own `log`. */
  readonly log?: LogPolicy;
  readonly control?: Control;
  readonly targetFiles: Readonly<Record<string, readonly TargetFile[]>>;
  readonly movedFrom?: string;
  /** Key path (`env.PORT`, `limits.nofile`) to where its effective value was written. */
  readonly origins: ReadonlyMap<string, Place>;
  /** Key path to canonical text of the effective value, for `plan` reasons and `explain`. Secrets: the file name only. */
  readonly effective: ReadonlyMap<string, string>;
}

export const TARGETS = ["builtin", "runit", "daemontools", "s6", "busybox"] as const;
export type TargetName = (typeof TARGETS)[number];

export interface Project {
  readonly name: string;
  readonly target: TargetName;
  /** Absolute paths, when set by the project. */
  readonly scanDir?: string;
  readonly stateDir?: string;
  /** Absolute path of the log directory for what has no logger. */
  readonly catchAll?: string;
  /** Sorted by name in byte order. Bundles included. */
  readonly services: readonly Service[];
}
