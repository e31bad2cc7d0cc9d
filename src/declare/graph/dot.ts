/** A graph in the language of Graphviz. */
import type { Graph, Relation } from "./relations.ts";

/** One digraph; arrows point to what is needed. */
export function dotText({ services, relations }: Graph): string {
  const nodes = services.map((name) => `  ${quote(name)};`);
  const edges = relations.map((r) => `  ${quote(r.from)} -> ${quote(r.to)}${attributes(r)};`);
  return `${["digraph svforge {", "  rankdir=LR;", "  node [shape=box];", ...nodes, ...edges, "}"].join("\n")}\n`;
}

function attributes({ kind, condition }: Relation): string {
  if (kind === "depends-on") return condition === "ready" ? "" : ` [label=${quote(condition ?? "")}]`;
  const styles: Readonly<Record<string, string>> = {
    conflicts: "style=dotted, dir=both",
    contains: "style=bold",
  };
  return ` [${styles[kind] ?? "style=dashed"}, label=${quote(kind)}]`;
}

const quote = (text: string): string => `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
