/** A key the schema does not know: whose word it is, what was meant, or where it belongs. */
import { nearest } from "../diagnostics/suggest.ts";
import { foreignKey } from "./foreign-keys.ts";
import { keysIn, type Scope, tablesWith } from "./known-keys.ts";

export interface Wording {
  readonly code: string;
  readonly message: string;
  readonly help?: string;
}

/** What to say about `key` in the table `scope`. `where` names that table, such as " in [log]". */
export function unknownKey(key: string, scope: Scope, where: string): Wording {
  const siblings = keysIn(scope);
  const isTop = scope.path.length === 0;
  const unknown = { code: "E0103", message: `unknown key \`${key}\`${where}` };
  const same = siblings.find((s) => plain(s) === plain(key));
  if (same !== undefined) return { ...unknown, help: `here it is written \`${same}\`` };
  if (isTop && RESERVED.has(key)) return reserved(key);
  const home = elsewhere(key, scope);
  if (home !== undefined) return { ...unknown, help: home };
  const foreign = scope.of === "service" || isTop ? foreignKey(key) : undefined;
  if (foreign !== undefined && scope.of === "project")
    return {
      ...unknown,
      help: `in a service it is ${foreign.ours}; what services share stands in [defaults]`,
    };
  if (foreign !== undefined)
    return {
      code: "E0107",
      message: `\`${key}\` is a word of ${foreign.system}`,
      help: `here it is ${foreign.ours}`,
    };
  const near = nearest(key, siblings);
  if (near !== undefined) return { ...unknown, help: `did you mean \`${near}\`?` };
  const help = overview(siblings, scope);
  return help === undefined ? unknown : { ...unknown, help };
}

const plain = (key: string): string => key.toLowerCase().replaceAll(/[-_.]|^rlimit/g, "");

const RESERVED = new Set(["schedule", "cgroup", "socket"]);

const reserved = (key: string): Wording => ({
  code: "E0108",
  message: `[${key}] is reserved for a later version`,
  help: "remove it: nothing would happen today",
});

function elsewhere(key: string, scope: Scope): string | undefined {
  const tables = tablesWith(key);
  if (tables.length === 0) return undefined;
  if (scope.of === "project")
    return `a service's own keys stand in [service.NAME] or services/NAME.toml, shared ones in [defaults]`;
  if (tables.includes("")) return `\`${key}\` belongs to the top of the service, before its first [table]`;
  return `\`${key}\` belongs into ${tables.map((t) => `[${t}]`).join(", ")}`;
}

function overview(siblings: readonly string[], scope: Scope): string | undefined {
  if (siblings.length > 0 && siblings.length <= 16) return `there are ${siblings.join(", ")}`;
  return scope.of === "service" && scope.path.length === 0
    ? "variables for the process go into [env], variables for this file into [vars]"
    : undefined;
}
