import { describe, expect, it } from "vitest";
import { packTai64n, tai64nLabel, unpackTai64n } from "../../src/protocol/tai.ts";

function pack(wallMs: number): string {
  const bytes = new Uint8Array(12);
  packTai64n(new DataView(bytes.buffer), 0, wallMs);
  return Buffer.from(bytes).toString("hex");
}

describe("TAI64N", () => {
  it("adds 2^62 + 10 to the Unix seconds, nanoseconds end in 500", () => {
    expect(pack(0)).toBe("400000000000000a000001f4");
    expect(pack(1_795_241_402_123)).toBe(`400000006b0135c4${(123_000_500).toString(16).padStart(8, "0")}`);
  });

  it("knows times before 1970", () => {
    expect(pack(-1500)).toBe(`4000000000000008${(500_000_500).toString(16)}`);
  });

  it("reads back what it wrote, to the microsecond", () => {
    const view = new DataView(new ArrayBuffer(12));
    for (const wall of [0, 1, 999, 1_795_241_402_123, 1_795_241_402_123.25, 4_102_444_800_000]) {
      packTai64n(view, 0, wall);
      expect(unpackTai64n(view, 0)).toBeCloseTo(wall, 2);
    }
  });

  it("labels sort as times do", () => {
    expect(tai64nLabel(1_795_241_402, 736_165_076)).toBe("@400000006b0135c42be0fcd4");
    expect(tai64nLabel(-11, 0)).toBe("@3fffffffffffffff00000000");
    expect(tai64nLabel(2 ** 33, 0)).toBe("@400000020000000a00000000");
    expect(tai64nLabel(1, 5) < tai64nLabel(1, 6)).toBe(true);
    expect(tai64nLabel(1, 999_999_999) < tai64nLabel(2, 0)).toBe(true);
  });
});
