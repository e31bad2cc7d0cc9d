/** Whole keys a target has no word for, as a table: key to what to use instead. */
import type { Unit } from "./unit.ts";

export type Refusals = Readonly<Record<string, string>>;

/** Reports every declared key of `table`, at its place. */
export function refuseDeclared(unit: Unit, table: Refusals): void {
  if (Object.keys(table).length === 0) return;
  const seen = new Set<string>();
  for (const origin of unit.service.origins.keys()) {
    for (let key = origin; key !== ""; key = key.slice(0, Math.max(0, key.lastIndexOf(".")))) {
      const instead = table[key];
      if (instead === undefined || seen.has(key)) continue;
      seen.add(key);
      unit.refuse({ key, instead });
    }
  }
}

/** What only a supervisor that knows the whole set of services can do. */
export const ONLY_BUILTIN: Refusals = {
  health: "a service that probes and restarts it, or target builtin",
  conflicts: "`enabled = false` on one of them, or target builtin",
  "part-of": "target builtin",
  "hooks.post-ready": "a service that depends on it, or target builtin",
  "restart.on-give-up": "target builtin",
};
