/** The order of activation: a service's wave is one more than the highest wave of what it starts after. */
import type { ServiceRecord } from "./manifest.ts";

/** Wave of every service by name. A name that is not among the services, or a loop, counts as no dependency. */
export function wavesOf(services: readonly ServiceRecord[]): ReadonlyMap<string, number> {
  const byName = new Map(services.map((s) => [s.name, s]));
  const waves = new Map<string, number>();
  const visiting = new Set<string>();
  const visit = (service: ServiceRecord): number => {
    const known = waves.get(service.name);
    if (known !== undefined) return known;
    if (visiting.has(service.name)) return -1;
    visiting.add(service.name);
    let wave = 0;
    for (const name of service.startsAfter) {
      const dependency = byName.get(name);
      if (dependency !== undefined) wave = Math.max(wave, visit(dependency) + 1);
    }
    visiting.delete(service.name);
    waves.set(service.name, wave);
    return wave;
  };
  for (const service of services) visit(service);
  return waves;
}
