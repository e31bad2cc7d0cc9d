/** Who waits for whom, by service: bundles taken apart, `before` turned round. Cycles are the declarations' business. */
import type { Dependency, Project, Service } from "../declare/service.ts";
import { byteOrder } from "./byte-order.ts";

/** One service another one starts after. */
export interface Wait {
  readonly service: Service;
  /**
   * `needs`: must be there (`depends-on`). `wants`: used when it comes up. `after`: order only, never started for it.
   */
  readonly kind: "needs" | "wants" | "after";
  readonly condition: Dependency["condition"];
  readonly restart: boolean;
}

/** The relations between the services of one project. */
export class Graph {
  readonly #services: ReadonlyMap<string, Service>;
  readonly #followers: ReadonlyMap<string, readonly string[]>;
  /** Every part of the compiler asks; the answer does not change. */
  readonly #waits = new Map<Service, readonly Wait[]>();

  constructor(project: Project) {
    this.#services = new Map(project.services.map((s) => [s.name, s]));
    this.#followers = followersOf(project.services);
  }

  /** The services that `names` stand for: bundles replaced by their contents, unknown names dropped. */
  expand(names: readonly string[]): readonly Service[] {
    if (names.length === 0) return [];
    const found = new Map<string, Service>();
    const visit = (name: string): void => {
      const service = this.#services.get(name);
      if (service === undefined || found.has(name)) return;
      found.set(name, service);
      if (service.work.kind === "bundle") service.work.contents.forEach(visit);
    };
    names.forEach(visit);
    return [...found.values()].filter((s) => s.work.kind !== "bundle");
  }

  /** What `service` starts after, strongest reason once each, sorted by directory name. */
  waits(service: Service): readonly Wait[] {
    const known = this.#waits.get(service);
    if (known !== undefined) return known;
    const found = this.#find(service);
    this.#waits.set(service, found);
    return found;
  }

  #find(service: Service): readonly Wait[] {
    const waits = new Map<string, Wait>();
    const add = (names: readonly string[], wait: Omit<Wait, "service">): void => {
      for (const other of this.expand(names))
        if (other !== service && !waits.has(other.name)) waits.set(other.name, { service: other, ...wait });
    };
    for (const { service: name, condition, restart } of service.dependsOn)
      add([name], { kind: "needs", condition, restart });
    add(service.wants, { kind: "wants", condition: "ready", restart: false });
    const after = [...service.after, ...(this.#followers.get(service.name) ?? [])];
    add(after, { kind: "after", condition: "ready", restart: false });
    return [...waits.values()].sort((a, b) => byteOrder(a.service.dirName, b.service.dirName));
  }
}

/** Name of a service to the names of those that declared themselves `before` it. */
function followersOf(services: readonly Service[]): Map<string, string[]> {
  const followers = new Map<string, string[]>();
  for (const service of services) {
    for (const later of service.before) {
      const earlier = followers.get(later);
      if (earlier === undefined) followers.set(later, [service.name]);
      else earlier.push(service.name);
    }
  }
  return followers;
}
