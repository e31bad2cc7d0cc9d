import { expect, it } from "vitest";
import { printable } from "../../../src/cli/logs/printable.ts";

it.each([
  ["nothing to see", "nothing to see"],
  ["a\ttab and ünïcödé Â£", "a\ttab and ünïcödé Â£"],
  ["\u001b[31mred\u0007\u007f\r", "^[[31mred^G^?^M"],
  ["\u0000", "^@"],
  ["\u009b31mred\u0080", "^[[31mred^[@"],
])("%j", (text, shown) => {
  expect(printable(Buffer.from(text)).toString()).toBe(shown);
});

it("leaves bytes that are no text as they are, a lone first one at the end too", () => {
  const bytes = Buffer.from([0xff, 0x9b, 0xe2, 0x82, 0xc2]);
  expect(printable(bytes)).toEqual(bytes);
  expect(printable(Buffer.concat([Buffer.from([7]), bytes]))).toEqual(
    Buffer.concat([Buffer.from("^G"), bytes]),
  );
});
