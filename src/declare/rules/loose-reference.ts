/**
 * `wants`, `after`, `before` and `conflicts` may name what is not declared. A name close to a declared one is probably a
 * mistake, and an order relative to nobody has no effect.
 */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { Suggester } from "../../diagnostics/suggest.ts";
import type { Linked } from "../link.ts";

/** Warnings: a likely mistake, or an order without effect. */
export function looseReference({ loose, services, edges }: Linked): readonly Diagnostic[] {
  const suggester = new Suggester(() => services.map((s) => s.name));
  return [
    ...loose.flatMap(({ name, key, place }): Diagnostic[] => {
      const near = suggester.nearest(name);
      const message = `\`${key}\` names \`${name}\`, which is not declared`;
      if (near !== undefined)
        return [
          { code: "W0306", severity: "warning", message, places: [place], help: `did you mean \`${near}\`?` },
        ];
      if (key !== "after" && key !== "before") return [];
      return [{ code: "W0301", severity: "warning", message, places: [place], help: "it has no effect" }];
    }),
    ...neverStarted({ services, edges }),
  ];
}

/** `after` a service that is disabled and that nobody depends on. */
function neverStarted({ services, edges }: Pick<Linked, "services" | "edges">): readonly Diagnostic[] {
  const pulledIn = new Set(edges.filter((e) => e.kind === "depends-on").map((e) => e.to));
  const idle = new Set(services.filter((s) => !s.enabled && !pulledIn.has(s.name)).map((s) => s.name));
  return edges
    .filter((e) => e.kind === "after" && idle.has(e.to))
    .map((e) => ({
      code: "W0301",
      severity: "warning",
      message: `\`after\` names \`${e.to}\`, which is disabled and pulled in by nobody`,
      places: [e.place],
      help: "`after` only orders; `depends-on` also starts it",
    }));
}
