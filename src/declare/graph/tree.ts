/** A graph as an indented tree: below each service what it needs. */
import type { Graph, Relation } from "./relations.ts";

/** Lines of text. A service that was shown before is not opened again, and says so. */
export function treeText(graph: Graph): string {
  const below = new Map<string, Relation[]>();
  const needed = new Set<string>();
  for (const relation of graph.relations.filter((r) => r.kind !== "conflicts")) {
    below.set(relation.from, [...(below.get(relation.from) ?? []), relation]);
    needed.add(relation.to);
  }
  const seen = new Set<string>();
  const lines = graph.services
    .filter((name) => !needed.has(name))
    .flatMap((name) => [name, ...branches(name, { below, seen, indent: "" })]);
  return lines.map((line) => `${line}\n`).join("");
}

interface Walk {
  readonly below: ReadonlyMap<string, readonly Relation[]>;
  readonly seen: Set<string>;
  readonly indent: string;
}

function branches(name: string, walk: Walk): readonly string[] {
  const relations = walk.below.get(name) ?? [];
  walk.seen.add(name);
  return relations.flatMap((relation, i) => {
    const last = i === relations.length - 1;
    const again = walk.seen.has(relation.to) && walk.below.has(relation.to);
    const line = `${walk.indent}${last ? "└─ " : "├─ "}${relation.to}${note(relation)}${again ? " …" : ""}`;
    if (again) return [line];
    return [line, ...branches(relation.to, { ...walk, indent: `${walk.indent}${last ? "   " : "│  "}` })];
  });
}

function note({ kind, condition }: Relation): string {
  if (kind === "depends-on") return condition === "ready" ? "" : ` (${condition})`;
  return ` (${kind})`;
}
