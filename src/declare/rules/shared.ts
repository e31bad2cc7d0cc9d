/** Something only one service may have, claimed by several. */
import type { Service } from "../service.ts";

export interface Shared {
  readonly value: string;
  /** In the order of names. */
  readonly first: Service;
  readonly again: Service;
}

/** Each further claim on a value `claimed` gives; undefined claims nothing. */
export function shared(
  services: readonly Service[],
  claimed: (service: Service) => string | undefined,
): readonly Shared[] {
  const owners = new Map<string, Service>();
  return services.flatMap((again) => {
    const value = claimed(again);
    const first = value === undefined ? undefined : owners.get(value);
    if (value !== undefined && first === undefined) owners.set(value, again);
    return value === undefined || first === undefined ? [] : [{ value, first, again }];
  });
}
