/** The scenarios of the simulated system, on real processes. */
import { afterEach, beforeEach, it } from "vitest";
import { stock } from "../helpers/programs.ts";
import { RealStage } from "../sim/real-stage.ts";
import { play } from "../sim/scenario.ts";
import { SCENARIOS } from "../sim/scenarios.ts";

let stage: RealStage | undefined;
beforeEach((ctx) => {
  stock(ctx, "svc");
});
afterEach(async () => {
  await stage?.cleanUp();
  stage = undefined;
});

it.each(SCENARIOS.map((s) => [s.name, s] as const))("%s", async (_, scenario) => {
  stage = new RealStage(scenario.directories);
  await play(scenario, stage);
});
