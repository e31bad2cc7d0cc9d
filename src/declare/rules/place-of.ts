/** Where a finding about a service points: to the key it is about, or else to the declaration. */
import type { LabelledPlace } from "../../diagnostics/diagnostic.ts";
import type { Linked } from "../link.ts";
import type { Service } from "../service.ts";

/** The first of `keys` that is declared, or the service itself; empty only for a service without any place. */
export function placeOf(
  { places }: Linked,
  service: Service,
  ...keys: readonly string[]
): readonly LabelledPlace[] {
  const declared = keys.map((key) => service.origins.get(key)).find((place) => place !== undefined);
  const place = declared ?? places.get(service.name);
  return place === undefined ? [] : [place];
}
