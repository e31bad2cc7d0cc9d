/** Keys that have a meaning in one place only: what a service is and runs never comes from `[defaults]`. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Mark, Positions } from "./positions.ts";

/** Findings about the defaults of a project file, its hosts' included, and about what instances override. */
export function misplaced(project: Positions): readonly Diagnostic[] {
  const hosts = [...(project.mark(["host"])?.entries?.values() ?? [])];
  const defaults = [project.mark(["defaults"]), ...hosts.map((host) => host.entries?.get("defaults"))];
  return defaults.flatMap((table) =>
    table === undefined ? [] : refuse(project, table, NOT_SHARED, "in [defaults]"),
  );
}

/** Findings about the `[instance.X]` tables of one declaration. */
export function misplacedInInstances(source: Positions, declaration: Mark): readonly Diagnostic[] {
  const tables = [...(declaration.entries?.get("instance")?.entries?.values() ?? [])];
  return tables.flatMap((table) => refuse(source, table, ["instances", "instance"], "in one instance"));
}

/** Findings about one layer of a bundle: it is a name, and nothing runs, waits or logs under it. */
export function misplacedInBundle(source: Positions, layer: Mark): readonly Diagnostic[] {
  const keys = [...(layer.entries?.keys() ?? [])].filter(
    (key) => !BUNDLE_KEYS.has(key) && !WORK.includes(key),
  );
  return refuse(
    source,
    layer,
    keys,
    "in a bundle, which is a name for services",
    "declare it in each of them",
  );
}

/** What a bundle may say. */
export const BUNDLE_KEYS: ReadonlySet<string> = new Set([
  ...["type", "contents", "description", "docs", "enabled", "provides", "vars"],
  ...["instances", "instance", "dir-name"],
]);

/** Beside `contents`, these are two things to run, which is said elsewhere. */
const WORK = ["command", "script", "service-dir", "up", "down"];

const NOT_SHARED = [
  ...["type", "command", "script", "service-dir", "up", "down", "contents"],
  ...["main", "provides", "moved-from", "instances", "dir-name", "instance"],
];

function refuse(
  source: Positions,
  table: Mark,
  keys: readonly string[],
  where: string,
  help = "declare it in each service",
): readonly Diagnostic[] {
  return keys.flatMap((key) => {
    const mark = table.entries?.get(key);
    if (mark === undefined) return [];
    const message = `\`${key}\` has no meaning ${where}`;
    return [
      {
        code: "E0110",
        severity: "error" as const,
        message,
        places: [source.placeOfKey(mark)],
        help,
      },
    ];
  });
}
