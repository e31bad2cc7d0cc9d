import { resolve } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { wholePath } from "../../src/os/whole-path.ts";

it("is what resolve gives", () => {
  const part = fc.constantFrom("/", ".", "..", "a", ".b", "log", " ", "é", "\n");
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      expect(wholePath(parts.join(""))).toBe(resolve(parts.join("")));
    }),
  );
});
