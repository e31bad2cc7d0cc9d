/** What a torture scenario is. */
import type { Chance } from "./chance.ts";

export interface Order {
  /** Repeats until this many milliseconds have passed; each scenario runs at least once through. */
  readonly budgetMs: number;
  readonly chance: Chance;
  /** Long runs count higher: restarts, activations, entries. */
  readonly isLong: boolean;
}

/** Facts for people: how often what was done. */
export type Facts = Readonly<Record<string, number | string>>;

export interface Scenario {
  readonly name: string;
  /** What is done, and what must hold. */
  readonly claim: string;
  /** Why it cannot run here; undefined: it can. */
  readonly obstacle?: () => string | undefined;
  /** Throws when something does not hold. */
  readonly run: (order: Order) => Promise<Facts>;
}

/** Calls `round` until the time is up, at least once. Gives the number of rounds. */
export async function repeat(
  { budgetMs }: Pick<Order, "budgetMs">,
  round: (n: number) => Promise<void>,
): Promise<number> {
  const end = performance.now() + budgetMs;
  for (let n = 0; ; n++) {
    if (n > 0 && performance.now() > end) return n;
    await round(n);
  }
}

/** Throws unless `holds`. */
export function check(holds: boolean, claim: string): void {
  if (!holds) throw new Error(claim);
}
