/** A project as a graph of services, for people to look at. */
import type { Project, Service } from "../service.ts";

export interface Relation {
  readonly kind: "depends-on" | "wants" | "after" | "part-of" | "conflicts" | "log" | "contains";
  readonly from: string;
  readonly to: string;
  /** Of `depends-on`. */
  readonly condition?: "ready" | "started" | "completed";
}

export interface Graph {
  /** Names in byte order. */
  readonly services: readonly string[];
  readonly relations: readonly Relation[];
}

/** Every relation a project declares, in the order of the services; `before` is turned into `after`. */
export function graphOf({ services }: Project): Graph {
  return { services: services.map((s) => s.name), relations: services.flatMap(relationsOf) };
}

/** The part of a graph that `names` stand on or are needed by. */
export function around(graph: Graph, names: readonly string[]): Graph {
  const down = reach(graph, names, (r) => [r.from, r.to]);
  const up = reach(graph, names, (r) => [r.to, r.from]);
  const kept = new Set([...down, ...up]);
  return {
    services: graph.services.filter((s) => kept.has(s)),
    relations: graph.relations.filter((r) => kept.has(r.from) && kept.has(r.to)),
  };
}

function relationsOf(service: Service): readonly Relation[] {
  const from = service.name;
  const plain = (kind: Relation["kind"], names: readonly string[]): readonly Relation[] =>
    names.map((to) => ({ kind, from, to }));
  return [
    ...service.dependsOn.map(({ service: to, condition }) => ({
      kind: "depends-on" as const,
      from,
      to,
      condition,
    })),
    ...plain("wants", service.wants),
    ...plain("after", service.after),
    ...service.before.map((name) => ({ kind: "after" as const, from: name, to: from })),
    ...plain("part-of", service.partOf),
    ...plain("conflicts", service.conflicts),
    ...(service.log?.to.kind === "service" ? plain("log", [service.log.to.service]) : []),
    ...(service.work.kind === "bundle" ? plain("contains", service.work.contents) : []),
  ];
}

function reach(
  { relations }: Graph,
  names: readonly string[],
  ends: (relation: Relation) => readonly [string, string],
): ReadonlySet<string> {
  const next = new Map<string, string[]>();
  for (const relation of relations) {
    if (relation.kind === "conflicts") continue;
    const [here, there] = ends(relation);
    const known = next.get(here);
    if (known === undefined) next.set(here, [there]);
    else known.push(there);
  }
  const reached = new Set(names);
  for (const name of reached) for (const there of next.get(name) ?? []) reached.add(there);
  return reached;
}
