/**
 * Finds out whom each name means: a service, one that `provides` it, every member of a bundle, every instance of a
 * template. What is left are edges between declared services, each with the place it was written.
 */
import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import { Suggester } from "../diagnostics/suggest.ts";
import type { Reference } from "./read/relations.ts";
import type { Dependency, LogPolicy, Service } from "./service.ts";
import type { Draft } from "./service-from.ts";

/** One relation between two services; `from` starts after `to` unless it conflicts with it or is part of it. */
export interface Edge {
  readonly kind: "depends-on" | "wants" | "after" | "before" | "conflicts" | "part-of" | "log.to";
  /** The declaring service, except for `before`: there it is the one named. */
  readonly from: string;
  readonly to: string;
  readonly place: Place;
}

export interface Linked {
  /** Sorted by name in byte order. */
  readonly services: readonly Service[];
  readonly edges: readonly Edge[];
  /** Where each service is declared, by name. */
  readonly places: ReadonlyMap<string, Place>;
  /** Soft references to nobody, which may be typing mistakes. */
  readonly loose: readonly (Reference & { readonly key: "wants" | "after" | "before" | "conflicts" })[];
}

/** Links drafts. `known` are further names that are declared but could not be read: they are not reported as unknown. */
export function link(
  drafts: readonly Draft[],
  known: ReadonlySet<string>,
  report: (diagnostic: Diagnostic) => void,
): Linked {
  const linker = new Linker(drafts, known, report);
  const services = drafts.map((draft) => linker.link(draft)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const places = new Map(drafts.map((d) => [d.service.name, d.place]));
  return { services, edges: linker.edges, places, loose: linker.loose };
}

class Linker {
  readonly edges: Edge[] = [];
  readonly loose: Linked["loose"][number][] = [];
  readonly #byName: ReadonlyMap<string, Draft>;
  readonly #known: ReadonlySet<string>;
  readonly #providers = new Map<string, string>();
  /** Instances by template: `NAME@` means all of them. */
  readonly #instances = new Map<string, string[]>();
  readonly #report: (diagnostic: Diagnostic) => void;

  constructor(
    drafts: readonly Draft[],
    known: ReadonlySet<string>,
    report: (diagnostic: Diagnostic) => void,
  ) {
    this.#byName = new Map(drafts.map((d) => [d.service.name, d]));
    this.#known = known;
    this.#report = report;
    for (const { template, service } of drafts) {
      if (template === undefined) continue;
      const instances = this.#instances.get(template) ?? [];
      instances.push(service.name);
      this.#instances.set(template, instances);
    }
    for (const draft of drafts) for (const alias of draft.relations.provides) this.#provide(draft, alias);
  }

  link(draft: Draft): Service {
    const { service, relations } = draft;
    const soft = (kind: "wants" | "after" | "before" | "conflicts"): readonly string[] =>
      unique(relations[kind].flatMap((r) => this.#soft(service.name, r, kind)));
    const linked = {
      ...service,
      dependsOn: this.#dependsOn(draft),
      wants: soft("wants"),
      after: soft("after"),
      before: soft("before"),
      conflicts: soft("conflicts"),
      partOf: unique(relations.partOf.flatMap((r) => this.#hard(service.name, r, "part-of"))),
    };
    const log = this.#log(draft);
    if (service.work.kind !== "bundle")
      return log === undefined || log === service.log ? linked : { ...linked, log };
    return { ...linked, work: { kind: "bundle", contents: unique(this.#members(draft, [])) } };
  }

  #provide(draft: Draft, alias: Reference): void {
    const taken = this.#byName.get(alias.name)?.service.name ?? this.#providers.get(alias.name);
    if (taken === undefined) {
      this.#providers.set(alias.name, draft.service.name);
      return;
    }
    const what = taken === alias.name ? "is a service already" : `is provided by \`${taken}\` already`;
    const first = this.#byName.get(taken);
    const places = [
      alias.place,
      ...(first === undefined ? [] : [{ ...first.place, label: "declared here" }]),
    ];
    this.#report({ code: "E0204", severity: "error", message: `\`${alias.name}\` ${what}`, places });
  }

  #dependsOn({ service, relations }: Draft): readonly Dependency[] {
    const byName = new Map<string, Dependency>();
    for (const reference of relations.dependsOn)
      for (const name of this.#hard(service.name, reference, "depends-on"))
        byName.set(name, { service: name, condition: reference.condition, restart: reference.restart });
    return [...byName.values()];
  }

  #log({ service, relations }: Draft): LogPolicy | undefined {
    const reference = relations.logTo[0];
    if (service.log === undefined || reference === undefined) return service.log;
    const [target] = this.#hard(service.name, reference, "log.to");
    return target === undefined ? service.log : { ...service.log, to: { kind: "service", service: target } };
  }

  #hard(from: string, reference: Reference, kind: Edge["kind"]): readonly string[] {
    const targets = this.#resolve(reference.name);
    if (targets === undefined && !this.#known.has(reference.name)) this.#unknown(reference);
    return this.#connect(from, targets ?? [], { kind, place: reference.place });
  }

  #soft(
    from: string,
    reference: Reference,
    kind: "wants" | "after" | "before" | "conflicts",
  ): readonly string[] {
    const targets = this.#resolve(reference.name);
    if (targets === undefined && !this.#known.has(reference.name))
      this.loose.push({ ...reference, key: kind });
    return this.#connect(from, targets ?? [], { kind, place: reference.place });
  }

  #connect(
    from: string,
    targets: readonly string[],
    { kind, place }: Pick<Edge, "kind" | "place">,
  ): readonly string[] {
    for (const to of targets)
      this.edges.push(kind === "before" ? { kind, from: to, to: from, place } : { kind, from, to, place });
    return targets;
  }

  /** Services a name means; undefined when it means none. `inside` are the bundles being opened. */
  #resolve(name: string, inside: readonly string[] = []): readonly string[] | undefined {
    const instances = this.#instances.get(name);
    if (instances !== undefined) return instances;
    const draft = this.#byName.get(this.#providers.get(name) ?? name);
    if (draft === undefined) return undefined;
    return draft.service.work.kind === "bundle" ? this.#members(draft, inside) : [draft.service.name];
  }

  /** Everything in a bundle, bundles in it opened. */
  #members(bundle: Draft, inside: readonly string[]): readonly string[] {
    const { name } = bundle.service;
    if (inside.includes(name)) return [];
    return bundle.relations.contents.flatMap((reference) => {
      const members = this.#resolve(reference.name, [...inside, name]);
      if (members === undefined && !this.#known.has(reference.name)) this.#unknownOnce(reference);
      return members ?? [];
    });
  }

  readonly #suggester = new Suggester(() => [
    ...this.#byName.keys(),
    ...this.#providers.keys(),
    ...this.#known,
  ]);
  readonly #reported = new Set<Reference>();
  #unknownOnce(reference: Reference): void {
    if (!this.#reported.has(reference)) this.#unknown(reference);
    this.#reported.add(reference);
  }

  #unknown({ name, place }: Reference): void {
    const near = this.#suggester.nearest(name);
    this.#report({
      code: "E0202",
      severity: "error",
      message: `no service \`${name}\` is declared`,
      places: [place],
      help:
        near === undefined ? "declare it, or use `wants` if it may be absent" : `did you mean \`${near}\`?`,
    });
  }
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
