/** The scenarios on the simulated system; `test/system/0500-scenarios.test.ts` plays the same on real processes. */
import { describe, expect, it } from "vitest";
import { play } from "./sim/scenario.ts";
import { SCENARIOS } from "./sim/scenarios.ts";
import { SimStage } from "./sim/sim-stage.ts";

it.each(SCENARIOS.map((s) => [s.name, s] as const))("%s", async (_, scenario) => {
  await play(scenario, new SimStage(scenario.directories));
});

describe("the language", () => {
  const directories = { web: { run: {} } };
  const fails = (steps: string) => play({ name: "", directories, steps }, new SimStage(directories));

  it("notices what does not come true", async () => {
    await expect(fails("web is run up\nweb is down stopped")).rejects.toThrow("web is down stopped: ");
    await expect(fails("web did finish")).rejects.toThrow("web did finish: did run");
  });

  it("knows no other steps or words", async () => {
    await expect(fails("web dances")).rejects.toThrow("no such step");
    await expect(fails("web is happy")).rejects.toThrow("web is happy");
  });
});
