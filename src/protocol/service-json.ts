/**
 * The shape of `service.json`: what no suite has a file for. The compiler writes it, the runtime reads it, a
 * hand-written directory may carry one (schema/service-dir.schema.json is the same shape for editors).
 * Durations are milliseconds, `null` = without limit. Services are named by their scan-directory entry.
 */

export const SERVICE_JSON_FORMAT = "svforge.service/1";

export interface ServiceJson {
  readonly format: typeof SERVICE_JSON_FORMAT;
  /** `oneshot`: `run` is the up command, ready when it exits 0; `down` work, if any, is `finish`'s. Default daemon. */
  readonly type?: "daemon" | "oneshot";
  readonly "depends-on"?: readonly DependencyJson[];
  readonly wants?: readonly string[];
  readonly after?: readonly string[];
  readonly conflicts?: readonly string[];
  readonly "part-of"?: readonly string[];
  readonly main?: boolean;
  readonly ready?: ProbeJson & { readonly "interval-ms": number; readonly "timeout-ms": number | null };
  readonly health?: ProbeJson & {
    readonly "interval-ms": number;
    readonly "timeout-ms": number;
    readonly retries: number;
  };
  readonly restart?: RestartJson;
  readonly stop?: StopJson;
  readonly reload?: { readonly signal: string } | { readonly command: readonly string[] };
  /** Commands the runtime runs, in the service directory. What `run` and `finish` can do themselves is not here. */
  readonly hooks?: {
    readonly "post-ready"?: readonly (readonly string[])[];
    readonly "pre-stop"?: readonly (readonly string[])[];
    readonly "on-fail"?: readonly (readonly string[])[];
  };
  readonly control?: { readonly user?: string; readonly group?: string; readonly status?: "owner" | "all" };
  /** Descriptors of an unlogged service: `inherit` = the monitor's, `null` = /dev/null. Default inherit. */
  readonly stdout?: "inherit" | "null";
  /** Only in `log/service.json`: the builtin engine hosts this logger, `log/run` stays for other suites. */
  readonly log?: LogJson;
}

export interface DependencyJson {
  readonly service: string;
  readonly condition: "ready" | "started" | "completed";
  readonly restart?: boolean;
}

/** Exactly one of the keys. */
export interface ProbeJson {
  readonly fd?: number;
  readonly notify?: "systemd";
  readonly command?: readonly string[];
  readonly tcp?: { readonly host: string; readonly port: number };
  readonly http?: string;
  readonly path?: string;
}

export interface RestartJson {
  readonly policy: "always" | "on-failure" | "never";
  readonly "delay-ms": number;
  readonly "max-delay-ms": number;
  readonly "max-attempts"?: number;
  readonly "window-ms": number;
  readonly "reset-after-ms": number;
  readonly "success-codes": readonly number[];
  readonly "on-give-up": "stop" | "exit";
}

export interface StopJson {
  /** Without SIG. */
  readonly signal: string;
  /** Then KILL. */
  readonly "timeout-ms": number | null;
  readonly kill: "group" | "process";
  readonly command?: readonly string[];
}

export interface LogJson {
  /** Exactly one destination. Paths absolute. */
  readonly to: { readonly dir: string } | { readonly syslog: string } | { readonly service: string };
  readonly user?: string;
  readonly group?: string;
  /** Mode of the log files, octal text. */
  readonly mode?: string;
  readonly timestamp: "tai64n" | "iso" | "none";
  readonly prefix?: string;
  readonly "max-size": number;
  readonly keep: number;
  readonly "max-total"?: number;
  readonly "rotate-every-ms"?: number;
  readonly compress?: "gzip" | "zstd";
  readonly processor?: readonly string[];
  readonly filter?: readonly string[];
  readonly stderr?: "merge" | "separate" | "inherit";
  readonly "on-full"?: "block" | "drop-oldest";
}
