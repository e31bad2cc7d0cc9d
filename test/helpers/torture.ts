/** A short, fixed seed of a torture scenario as a test; `npm run torture` runs the same for as long as asked. */
import { expect, it } from "vitest";
import { chanceFrom } from "../../bench/torture/chance.ts";
import type { Scenario } from "../../bench/torture/scenario.ts";

/** One test for each scenario, named after what it claims. */
export function tortureBriefly(scenarios: readonly Scenario[], budgetMs = 1500): void {
  for (const scenario of scenarios)
    it(`${scenario.name}: ${scenario.claim}`, { timeout: 120_000 }, async (ctx) => {
      const obstacle = scenario.obstacle?.();
      if (obstacle !== undefined) ctx.skip(obstacle);
      const facts = await scenario.run({ budgetMs, chance: chanceFrom(1), isLong: false });
      expect(Object.keys(facts).length).toBeGreaterThan(0);
    });
}
