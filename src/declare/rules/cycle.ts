/** Nothing starts before itself: dependencies and order have no cycle. */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Edge, Linked } from "../link.ts";

type Graph = ReadonlyMap<string, readonly Edge[]>;

/** One finding per group of services that wait for one another: a shortest way around it, with every place on it. */
export function cycle({ edges }: Linked): readonly Diagnostic[] {
  const graph = graphOf(
    edges.filter((e) => e.kind !== "conflicts" && e.kind !== "part-of" && e.kind !== "log.to"),
  );
  return tangles(graph).map((members) => report(wayAround(graph, members)));
}

/** Longer ways around are shown in part. */
const SHOWN_LIMIT = 12;

function report(way: readonly Edge[]): Diagnostic {
  const names = [...way.map((e) => e.from), way[0]?.from ?? ""];
  if (way.length > SHOWN_LIMIT) names.splice(3, names.length - 6, `(${names.length - 6} more)`);
  const places = way
    .slice(0, SHOWN_LIMIT)
    .map((e) => ({ ...e.place, label: `\`${e.from}\` waits for \`${e.to}\`` }));
  const message =
    way.length === 1
      ? `\`${names[0]}\` waits for itself`
      : `these wait for one another: ${names.join(" -> ")}`;
  return { code: "E0203", severity: "error", message, places, help: "take out one of these references" };
}

function graphOf(edges: readonly Edge[]): Graph {
  const graph = new Map<string, Edge[]>();
  for (const edge of edges) {
    const known = graph.get(edge.from);
    if (known === undefined) graph.set(edge.from, [edge]);
    else known.push(edge);
  }
  return graph;
}

/** Strongly connected groups (Tarjan 1972, without recursion: a chain of ten thousand services is fine). */
function tangles(graph: Graph): ReadonlySet<string>[] {
  const state: Search = { index: new Map(), low: new Map(), stack: [], onStack: new Set(), found: [] };
  for (const name of graph.keys()) if (!state.index.has(name)) search(graph, name, state);
  return state.found
    .filter((group) => group.size > 1 || [...group].some((n) => graph.get(n)?.some((e) => e.to === n)))
    .sort((a, b) => (first(a) < first(b) ? -1 : 1));
}

interface Search {
  readonly index: Map<string, number>;
  readonly low: Map<string, number>;
  readonly stack: string[];
  readonly onStack: Set<string>;
  readonly found: Set<string>[];
}

function search(graph: Graph, root: string, state: Search): void {
  const frames = [enter(root, state)];
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const { name } = frame;
    const to = graph.get(name)?.[frame.edge]?.to;
    frame.edge += 1;
    if (to === undefined) {
      frames.pop();
      leave(name, frames.at(-1)?.name, state);
    } else if (!state.index.has(to)) frames.push(enter(to, state));
    else if (state.onStack.has(to)) lower(state, name, state.index.get(to) ?? 0);
  }
}

function enter(name: string, { index, low, stack, onStack }: Search): { name: string; edge: number } {
  low.set(name, index.size);
  index.set(name, index.size);
  stack.push(name);
  onStack.add(name);
  return { name, edge: 0 };
}

function leave(name: string, parent: string | undefined, state: Search): void {
  const low = state.low.get(name) ?? 0;
  if (parent !== undefined) lower(state, parent, low);
  if (low !== state.index.get(name)) return;
  const group = new Set(state.stack.splice(state.stack.lastIndexOf(name)));
  for (const member of group) state.onStack.delete(member);
  state.found.push(group);
}

const lower = ({ low }: Search, name: string, value: number): void => {
  low.set(name, Math.min(low.get(name) ?? 0, value));
};

/** A shortest cycle through the first member by name. */
function wayAround(graph: Graph, members: ReadonlySet<string>): readonly Edge[] {
  const start = first(members);
  const reached = new Map<string, Edge>();
  let border = [start];
  while (border.length > 0 && !reached.has(start)) {
    const further: string[] = [];
    for (const name of border)
      for (const edge of graph.get(name) ?? []) {
        if (!members.has(edge.to) || reached.has(edge.to)) continue;
        reached.set(edge.to, edge);
        further.push(edge.to);
      }
    border = further;
  }
  const way: Edge[] = [];
  for (let edge = reached.get(start); edge !== undefined; edge = reached.get(edge.from)) {
    way.unshift(edge);
    if (edge.from === start) break;
  }
  return way;
}

const first = (group: ReadonlySet<string>): string => [...group].sort()[0] ?? "";
