/** The machines in a simulated world. SVFORGE_SIM_STORIES=100000 explores longer; a seed that failed becomes a case below. */
import { describe, expect, it } from "vitest";
import { tellStory } from "./sim/chaos.ts";

const stories = Number(process.env.SVFORGE_SIM_STORIES ?? 200);

describe("random stories", () => {
  it("of a few services and many acts keep every invariant", () => {
    for (let seed = 1; seed <= stories; seed++) tellStory({ seed, services: 6, acts: 80 });
  }, 3_600_000);

  it("of many services keep every invariant", () => {
    for (let seed = 1; seed <= Math.max(2, stories / 1000); seed++)
      tellStory({ seed, services: 200, acts: 300 });
  }, 3_600_000);

  it.each([
    [4, "a soft wait ended while its service was going: the tick came back for ever"],
    [45, "restart = true and part-of in a circle: two services restarted each other for ever"],
    [122, "x to a service and its logger in one moment: the logger came back twice"],
  ])("seed %s, once: %s", (seed) => {
    expect(() => tellStory({ seed, services: 6, acts: 80 })).not.toThrow();
  });
});
