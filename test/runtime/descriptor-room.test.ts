import { describe, expect, it } from "vitest";
import { shortageOf } from "../../src/runtime/descriptor-room.ts";

const services = (logged: number, plain: number): { hasLog: boolean }[] => [
  ...Array.from({ length: logged }, () => ({ hasLog: true })),
  ...Array.from({ length: plain }, () => ({ hasLog: false })),
];

describe("room for descriptors", () => {
  it.each([
    [0, 0, 72n],
    [1000, 0, 14_072n],
    [0, 1000, 4_072n],
    [1_000_000, 0, 2n ** 64n - 1n],
  ])("%i services with and %i without a logger fit under %i", (logged, plain, limit) => {
    expect(shortageOf(services(logged, plain), limit)).toBeUndefined();
  });

  it("says how many are needed and how many services fit", () => {
    expect(shortageOf(services(1000, 0), 4096n)).toBe(
      "the hard limit on open files is 4096, and 1000 services need about 14072 (4 each, 14 with a logger): " +
        "about 287 of them fit; the others wait until there is room",
    );
    expect(shortageOf(services(1000, 0), 14_071n)).toMatch(/about 999 of them fit/);
    expect(shortageOf(services(2, 3), 64n)).toMatch(/5 services .* about 0 of them fit/);
  });
});
