import { expect, it } from "vitest";
import { assertNever, invariant } from "../src/invariant.ts";

it("invariant passes what holds and throws what must hold", () => {
  invariant(1, "one is true");
  expect(() => invariant(0, "the list is not empty")).toThrow("svforge bug: the list is not empty");
});

it("assertNever names the value it did not expect", () => {
  expect(() => assertNever("left" as never)).toThrow('"left"');
});
