/** A service cannot need what it excludes. */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Edge, Linked } from "../link.ts";

/** An error for each dependency between two services that exclude one another. */
export function conflictingDependency({ edges }: Linked): readonly Diagnostic[] {
  const pair = (e: Edge): string => [e.from, e.to].sort().join("\0");
  const excluded = new Map(edges.filter((e) => e.kind === "conflicts").map((e) => [pair(e), e]));
  if (excluded.size === 0) return [];
  return edges
    .filter((e) => e.kind === "depends-on" || e.kind === "part-of")
    .flatMap((edge) => {
      const conflict = excluded.get(pair(edge));
      if (conflict === undefined) return [];
      return [
        {
          code: "E0212",
          severity: "error" as const,
          message: `\`${edge.from}\` needs \`${edge.to}\` and can never run together with it`,
          places: [edge.place, { ...conflict.place, label: "excluded here" }],
          help: "take out one of the two",
        },
      ];
    });
}
