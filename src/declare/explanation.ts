/** Why a service is what it is: every effective value and where it comes from, and the environment it will see. */
import type { Place } from "../diagnostics/diagnostic.ts";
import { SERVICE_KEYS } from "./keys.gen.ts";
import { BUNDLE_KEYS } from "./misplaced.ts";
import type { Project, Service } from "./service.ts";

export interface ExplainedKey {
  readonly key: string;
  /** Canonical text. */
  readonly value: string;
  /** Undefined: nobody declared it, this is the default. */
  readonly place?: Place;
}

export interface ExplainedEnvironment {
  /** What passes through from the supervisor: everything, nothing, or names with `*`. */
  readonly inherited: "all" | "none" | readonly string[];
  /** In the order they apply; later wins. */
  readonly files: readonly string[];
  readonly variables: readonly (readonly [name: string, value: string])[];
}

export interface Explanation {
  readonly name: string;
  readonly dirName: string;
  readonly description?: string;
  readonly keys: readonly ExplainedKey[];
  readonly environment: ExplainedEnvironment;
  /** Services that need this one. */
  readonly neededBy: readonly string[];
}

/** Everything there is to say about `service` without looking at a host. */
export function explain(service: Service, project: Project): Explanation {
  const { name, dirName, description } = service;
  return {
    name,
    dirName,
    ...(description !== undefined && { description }),
    keys: [...declared(service), ...defaults(service)].filter(({ key }) => concerns(service, key)),
    environment: environmentOf(service),
    neededBy: project.services
      .filter((s) => s.dependsOn.some((d) => d.service === name) || s.wants.includes(name))
      .map((s) => s.name),
  };
}

/** A bundle is a name: it has no process and no log, whatever the project's defaults say. */
function concerns({ work }: Service, key: string): boolean {
  return work.kind !== "bundle" || BUNDLE_KEYS.has(key);
}

function declared({ effective, origins }: Service): readonly ExplainedKey[] {
  const order = new Map(Object.keys(SERVICE_KEYS).map((key, i) => [key, i]));
  const rank = (key: string): number =>
    order.get(key) ?? order.get(key.replace(/\.[^.]*$/, "")) ?? order.size;
  return [...effective]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([key, value]) => {
      const place = origins.get(key);
      return place === undefined ? { key, value } : { key, value, place };
    });
}

/** Defaults of keys nobody declared: those at the top, of the log, and of every table that is declared. */
function defaults({ effective, work, log, dirName }: Service): readonly ExplainedKey[] {
  const tables = new Set(["", ...[...effective.keys()].map((key) => key.replace(/\.?[^.]*$/, ""))]);
  if (work.kind !== "bundle" && log !== undefined) tables.add("log");
  return Object.entries(SERVICE_KEYS).flatMap(([key, info]) => {
    const table = key.replace(/\.?[^.]*$/, "");
    if (info.default === undefined || effective.has(key) || !tables.has(table)) return [];
    if (key === "log.dir" && (effective.has("log.to") || log?.to.kind !== "dir")) return [];
    return [{ key, value: info.default.replace("${name}", dirName) }];
  });
}

function environmentOf({
  env,
  envFiles,
  envDirs,
  passEnv,
  clearEnv,
  secrets,
}: Service): ExplainedEnvironment {
  const optional = (file: { path: string; optional: boolean }): string =>
    `${file.path}${file.optional ? " (if there)" : ""}`;
  return {
    inherited: passEnv ?? (clearEnv ? "none" : "all"),
    files: [...envDirs.map((d) => `${optional(d)}/*`), ...envFiles.map(optional)],
    variables: [
      ...env,
      ...secrets.map(({ name, file, mode }) =>
        mode === "path" ? ([`${name}_FILE`, file] as const) : ([name, `(content of ${file})`] as const),
      ),
    ],
  };
}
