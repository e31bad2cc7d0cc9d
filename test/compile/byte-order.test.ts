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
