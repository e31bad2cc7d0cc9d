import { describe, expect, it } from "vitest";
import { parseRotatedName, type RotatedName, rotatedName } from "../../src/protocol/log-names.ts";

const label = "@400000006b013cf02bd0fcd4";

describe("rotated names", () => {
  it.each<[string, Partial<RotatedName>]>([
    [`${label}.s`, { kind: "s", compression: "none" }],
    [`${label}.u`, { kind: "u", compression: "none" }],
    [`${label}.t`, { kind: "t", compression: "none" }],
    [`${label}.s.gz`, { kind: "s", compression: "gzip" }],
    [`${label}.s.zst`, { kind: "s", compression: "zstd" }],
  ])("%s", (name, rest) => {
    expect(parseRotatedName(name)).toEqual({ label, ...rest });
    expect(rotatedName({ label, ...rest } as RotatedName)).toBe(name);
  });

  it.each([
    "current",
    "lock",
    "@.s",
    `${label}`,
    `${label}.x`,
    `${label}.s.xz`,
    `x${label}.s`,
    `${label}.s\n`,
  ])("%j is none", (name) => {
    expect(parseRotatedName(name)).toBeUndefined();
  });
});
