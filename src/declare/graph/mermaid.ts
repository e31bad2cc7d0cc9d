/** A graph as Mermaid, which code forges draw inside Markdown. */
import type { Graph, Relation } from "./relations.ts";

/** One flowchart; arrows point to what is needed. */
export function mermaidText({ services, relations }: Graph): string {
  const ids = new Map(services.map((name, i) => [name, `s${i}`]));
  const nodes = services.map((name) => `  ${ids.get(name)}["${name}"]`);
  const edges = relations.map((r) => `  ${ids.get(r.from)} ${arrow(r)} ${ids.get(r.to)}`);
  return `${["flowchart LR", ...nodes, ...edges].join("\n")}\n`;
}

function arrow({ kind, condition }: Relation): string {
  if (kind === "depends-on") return condition === "ready" ? "-->" : `-->|${condition}|`;
  return kind === "conflicts" ? "x-.-x" : `-.->|${kind}|`;
}
