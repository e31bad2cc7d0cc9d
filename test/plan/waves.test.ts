import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wavesOf } from "../../src/plan/waves.ts";
import { imageOf, manifest } from "../helpers/plan-values.ts";

describe("wavesOf", () => {
  it("puts a service after everything it starts after", () => {
    const arbitrary = fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(arbitrary, (graph) => {
        const services = graph.map((deps, i) =>
          imageOf(`s${i}`, { startsAfter: deps.filter((d) => d < i).map((d) => `s${d}`) }),
        );
        const waves = wavesOf(manifest(...services).services);
        for (const { name, startsAfter } of services) {
          const depth = Math.max(-1, ...startsAfter.map((d) => waves.get(d) ?? -1)) + 1;
          expect(waves.get(name)).toBe(depth);
        }
      }),
    );
  });

  it("ends on a loop, and ignores what is not there", () => {
    const services = manifest(
      imageOf("a", { startsAfter: ["b", "gone"] }),
      imageOf("b", { startsAfter: ["a"] }),
    ).services;
    expect([...wavesOf(services).values()].every((w) => w >= 0 && w < 3)).toBe(true);
  });
});
