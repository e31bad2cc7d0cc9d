import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { durationFrom, durationText, octalFrom, sizeFrom, sizeText } from "../../src/declare/units.ts";

describe("durations", () => {
  it.each([
    ["500ms", 500],
    ["30s", 30_000],
    ["5m", 300_000],
    ["48h", 172_800_000],
    ["1d", 86_400_000],
    ["1w", 604_800_000],
    ["0s", 0],
    ["infinity", "infinity"],
  ])("%s", (text, ms) => {
    expect(durationFrom(text)).toBe(ms);
  });

  it.each(["", "5", "s", "-1s", "1.5s", "1 s", "1S", "1h30m", "99999999999999999999s", "Infinity"])(
    "not %j",
    (text) => {
      expect(durationFrom(text)).toBeUndefined();
    },
  );

  it("are written so that they read back the same", () => {
    fc.assert(fc.property(fc.nat(), (ms) => durationFrom(durationText(ms)) === ms));
    expect(durationText(90_000)).toBe("90s");
    expect(durationText(0)).toBe("0ms");
  });
});

describe("sizes", () => {
  it.each([
    [4096, 4096],
    ["4096", 4096],
    ["5B", 5],
    ["10K", 10_240],
    ["10KiB", 10_240],
    ["10KB", 10_000],
    ["10M", 10_485_760],
    ["2G", 2 ** 31],
    ["1T", 2 ** 40],
  ])("%s", (text, bytes) => {
    expect(sizeFrom(text)).toBe(bytes);
  });

  it.each([-1, 1.5, "", "K", "10k", "10 M", "1.5G", "10MB/s", "99999999999999T"])("not %j", (text) => {
    expect(sizeFrom(text)).toBeUndefined();
  });

  it("are written so that they read back the same", () => {
    fc.assert(fc.property(fc.maxSafeNat(), (bytes) => sizeFrom(sizeText(bytes)) === bytes));
    expect(sizeText(10_485_760)).toBe("10M");
  });
});

it("modes", () => {
  expect([octalFrom("0755"), octalFrom("27"), octalFrom("0888"), octalFrom("2775")]).toEqual([
    0o755,
    undefined,
    undefined,
    0o2775,
  ]);
});
