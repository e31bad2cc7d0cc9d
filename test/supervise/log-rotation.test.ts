import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currentLimit, filesToRemove, nextLabel } from "../../src/supervise/log-rotation.ts";

const label = (n: number): string => `@40000000000000000000${n.toString(16).padStart(4, "0")}`;
const files = (...entries: [string, number][]) => entries.map(([name, sizeBytes]) => ({ name, sizeBytes }));

describe("currentLimit", () => {
  it.each([
    [{ "max-size": 10_000, keep: 3 }, 10_000],
    [{ "max-size": 0, keep: 3 }, Number.MAX_SAFE_INTEGER],
    [{ "max-size": 100_000, keep: 3, "max-total": 50_000 }, 25_000],
    [{ "max-size": 100_000, keep: 3, "max-total": 5_000 }, 4096],
    [{ "max-size": 10_000, keep: 3, "max-total": 50_000 }, 10_000],
  ])("%j: %i", (policy, expected) => {
    expect(currentLimit(policy)).toBe(expected);
  });
});

describe("filesToRemove", () => {
  const four = files(
    [`${label(3)}.s`, 10],
    [`${label(1)}.s`, 10],
    [`${label(4)}.u`, 10],
    [`${label(2)}.s.gz`, 10],
  );
  const names = (n: number): string[] =>
    [1, 2, 3, 4]
      .slice(0, n)
      .map((i) => [`${label(1)}.s`, `${label(2)}.s.gz`, `${label(3)}.s`, `${label(4)}.u`][i - 1] ?? "");

  it.each([
    [{ "max-size": 10_000, keep: 4 }, 0],
    [{ "max-size": 10_000, keep: 2 }, 2],
    [{ "max-size": 10_000, keep: 0 }, 4],
    [{ "max-size": 10_000, keep: 9, "max-total": 20_025 }, 0],
    [{ "max-size": 10_000, keep: 9, "max-total": 10_025 }, 0],
  ])("%j removes the oldest %i", (policy, count) => {
    expect(filesToRemove(four, policy)).toEqual(names(count));
  });

  it("keeps a full current and the rest below max-total", () => {
    const name = fc.tuple(fc.nat(500), fc.constantFrom("s", "u", "s.gz")).map(([n, k]) => `${label(n)}.${k}`);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ name, sizeBytes: fc.nat(20_000) }), { selector: (f) => f.name }),
        fc.integer({ min: 4096, max: 50_000 }),
        fc.nat(12),
        fc.integer({ min: 8192, max: 200_000 }),
        (all, size, keep, total) => {
          const policy = { "max-size": size, keep, "max-total": total };
          const gone = new Set(filesToRemove(all, policy));
          const left = all.filter((f) => !gone.has(f.name));
          expect(left.reduce((sum, f) => sum + f.sizeBytes, currentLimit(policy))).toBeLessThanOrEqual(total);
          expect(new Set(left.map((f) => f.name.slice(0, 25))).size).toBeLessThanOrEqual(keep);
          for (const f of left) for (const g of gone) expect(f.name > g).toBe(true);
        },
      ),
    );
  });

  it("leaves what is being written and what is not a log", () => {
    const mixed = files([`${label(1)}.t`, 9], ["@something", 9], ["current", 9], [`${label(2)}.s`, 9]);
    expect(filesToRemove(mixed, { "max-size": 9999, keep: 0 })).toEqual([`${label(2)}.s`]);
  });

  it("counts a log once that exists twice while it is compressed", () => {
    const twice = files([`${label(1)}.s`, 9], [`${label(1)}.s.gz`, 3], [`${label(2)}.s`, 9]);
    expect(filesToRemove(twice, { "max-size": 9999, keep: 2 })).toEqual([]);
    expect(filesToRemove(twice, { "max-size": 9999, keep: 1 })).toEqual([
      `${label(1)}.s`,
      `${label(1)}.s.gz`,
    ]);
  });
});

describe("nextLabel", () => {
  const now = { seconds: 1_795_243_238, nanoseconds: 5 };

  it("is the time", () => {
    expect(nextLabel([], now)).toBe("@400000006b013cf000000005");
    expect(nextLabel([`${label(9)}.s`, "current"], now)).toBe("@400000006b013cf000000005");
  });

  it.each([
    ["@400000006b013cf000000005.s", "@400000006b013cf000000006"],
    ["@400000006b013cff00000000.s.gz", "@400000006b013cff00000001"],
    ["@400000006b013cff3b9ac9ff.u", "@400000006b013d0000000000"],
  ])("follows %s though the clock says otherwise", (newest, expected) => {
    expect(nextLabel([newest, `${label(1)}.s`], now)).toBe(expected);
  });
});
