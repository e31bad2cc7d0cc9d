/** `Service` and `Project` values for tests: every default, plus what the test is about. */
import type { Project, Service, Work } from "../../src/declare/service.ts";
import type { Place } from "../../src/diagnostics/diagnostic.ts";

const KEYS: Readonly<Record<string, string>> = {
  dependsOn: "depends-on",
  partOf: "part-of",
  workingDir: "working-dir",
  ioClass: "io-class",
  ioPriority: "io-priority",
  oomScoreAdj: "oom-score-adj",
  noNewPrivs: "no-new-privs",
  envFiles: "env-file",
  envDirs: "env-dir",
  passEnv: "pass-env",
  clearEnv: "clear-env",
};

/** Values of the tables that the vocabulary spells otherwise than the resolved service does. */
const FIELDS: Readonly<Record<string, string>> = {
  timeoutMs: "timeout",
  intervalMs: "interval",
  delayMs: "delay",
  maxDelayMs: "max-delay",
  maxAttempts: "max-attempts",
  windowMs: "window",
  resetAfterMs: "reset-after",
  successCodes: "success-codes",
  onGiveUp: "on-give-up",
  maxSizeBytes: "max-size",
  maxTotalBytes: "max-total",
  rotateEveryMs: "rotate-every",
  onFull: "on-full",
  preStart: "pre-start",
  postReady: "post-ready",
  preStop: "pre-stop",
  postStop: "post-stop",
  onFail: "on-fail",
};

const TABLES = new Set(["ready", "health", "restart", "stop", "reload", "hooks", "log", "control"]);

/** A command named `web` with `overrides`; every overridden key counts as declared in `services/web.toml`. */
export function service(overrides: Partial<Service> = {}): Service {
  const name = overrides.name ?? "web";
  return {
    name,
    dirName: name,
    docs: [],
    work: { kind: "command", argv: ["/usr/sbin/web"] },
    wrapper: [],
    enabled: true,
    essential: false,
    main: false,
    dependsOn: [],
    wants: [],
    after: [],
    before: [],
    conflicts: [],
    provides: [],
    partOf: [],
    identity: {},
    noNewPrivs: false,
    env: [],
    envFiles: [],
    envDirs: [],
    clearEnv: false,
    secrets: [],
    dirs: [],
    limits: [],
    hooks: { preStart: [], postReady: [], preStop: [], postStop: [], onFail: [] },
    targetFiles: {},
    origins: originsOf(name, overrides),
    effective: new Map(),
    ...overrides,
  };
}

/** A service that runs `argv`. */
export function command(name: string, ...argv: readonly [string, ...string[]]): Service {
  return service({ name, work: { kind: "command", argv } });
}

/** A log policy with every default, into /var/log/sv/NAME. */
export function logPolicy(overrides: Partial<NonNullable<Service["log"]>> = {}): NonNullable<Service["log"]> {
  return {
    to: { kind: "dir", dir: "/var/log/sv/web" },
    timestamp: "tai64n",
    maxSizeBytes: 1_000_000,
    keep: 10,
    compress: "none",
    filter: [],
    stderr: "merge",
    onFull: "block",
    ...overrides,
  };
}

export const noHooks: Service["hooks"] = {
  preStart: [],
  postReady: [],
  preStop: [],
  postStop: [],
  onFail: [],
};

/** The restart table with every default. */
export function restartPolicy(
  overrides: Partial<NonNullable<Service["restart"]>> = {},
): NonNullable<Service["restart"]> {
  return {
    policy: "always",
    delayMs: 1000,
    maxDelayMs: 1000,
    windowMs: 60_000,
    resetAfterMs: 10_000,
    successCodes: [0],
    onGiveUp: "stop",
    ...overrides,
  };
}

/** A project of `services`, sorted as the loader does it. */
export function project(...services: readonly Service[]): Project {
  const sorted = [...services].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { name: "test", target: "builtin", services: sorted };
}

/** A bundle of `contents`. */
export function bundle(name: string, ...contents: readonly string[]): Service {
  const work: Work = { kind: "bundle", contents };
  return service({ name, work });
}

const DEFAULTS: Readonly<Record<string, unknown>> = { ...logPolicy(), ...restartPolicy() };

function originsOf(name: string, overrides: Partial<Service>): Map<string, Place> {
  const origins = new Map<string, Place>();
  const file = `services/${name}.toml`;
  const add = (key: string): unknown => origins.set(key, { file, line: origins.size + 1, column: 1 });
  for (const [field, value] of Object.entries(overrides)) {
    if (field === "identity") for (const key of Object.keys(value)) add(key);
    else if (field === "limits" || field === "env")
      for (const [key] of value as readonly (readonly [string])[]) add(`${field}.${key}`);
    else if (TABLES.has(field)) for (const key of fieldsOf(value as object)) add(`${field}.${key}`);
    else if (field !== "name" && field !== "dirName" && field !== "work") add(KEYS[field] ?? field);
  }
  return origins;
}

/** Values equal to a default, and empty lists, count as not written. */
function fieldsOf(table: object): string[] {
  return Object.entries(table)
    .filter(([field, value]) => DEFAULTS[field] !== value && (!Array.isArray(value) || value.length > 0))
    .map(([field]) => FIELDS[field] ?? field);
}
