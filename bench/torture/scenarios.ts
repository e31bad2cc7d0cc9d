/** Every scenario, in the order `npm run torture` runs them. */
import { faultScenarios } from "./faults.ts";
import { killScenarios } from "./kill.ts";
import type { Scenario } from "./scenario.ts";

export { chanceFrom } from "./chance.ts";

export const scenarios: readonly Scenario[] = [...killScenarios, ...faultScenarios];
