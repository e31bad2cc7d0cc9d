/** Every scenario, in the order `npm run torture` runs them. */
import { activationScenarios } from "./activation.ts";
import { adoptionFaultScenarios } from "./adoption-faults.ts";
import { applyFaultScenarios } from "./apply-faults.ts";
import { faultScenarios } from "./faults.ts";
import { killScenarios } from "./kill.ts";
import { pidScenarios } from "./pids.ts";
import { scarcityScenarios } from "./scarcity.ts";
import type { Scenario } from "./scenario.ts";
import { timeScenarios } from "./time.ts";
import { worldScenarios } from "./world.ts";

export { chanceFrom } from "./chance.ts";
export { leaveAll } from "./ground.ts";

export const scenarios: readonly Scenario[] = [
  ...killScenarios,
  ...activationScenarios,
  ...applyFaultScenarios,
  ...adoptionFaultScenarios,
  ...faultScenarios,
  ...scarcityScenarios,
  ...pidScenarios,
  ...timeScenarios,
  ...worldScenarios,
];
