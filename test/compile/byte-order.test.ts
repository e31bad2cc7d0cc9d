import fc from "fast-check";
import { expect, it } from "vitest";
import { byteOrder } from "../../src/compile/byte-order.ts";

it("orders as the UTF-8 bytes do", () => {
  const text = fc.string({ unit: fc.constantFrom(..."aZ-/.é\ud7ff\ue000\uffff😀𐀀"), maxLength: 6 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(byteOrder(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});

it("orders any graphemes so, and U+FFFF before U+10000", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
      expect(Math.sign(byteOrder(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
  expect(byteOrder("\uffff", "\u{10000}")).toBeLessThan(0);
});
