import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byUtf8 } from "../../src/plan/order.ts";

describe("byUtf8", () => {
  it("orders as the UTF-8 bytes do, above U+FFFF too", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
        expect(Math.sign(byUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
    expect(byUtf8("\uffff", "\u{10000}")).toBeLessThan(0);
  });
});
