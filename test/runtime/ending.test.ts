import { expect, it } from "vitest";
import { Ending } from "../../src/runtime/ending.ts";

it("an end begins when it is asked for", () => {
  const ending = new Ending();
  expect(ending.hasBegun).toBe(false);
  expect(ending.begin(0)).toBe(true);
  expect([ending.hasBegun, ending.code]).toEqual([true, undefined]);
});

it("one that is put off is handed on with the first code, and does not begin here", () => {
  const ending = new Ending();
  ending.putOff();
  expect([ending.begin(3), ending.begin(0)]).toEqual([false, false]);
  expect([ending.hasBegun, ending.code]).toEqual([false, 3]);
});

it("one that was put off in vain begins", () => {
  const ending = new Ending();
  ending.putOff();
  expect(ending.goOn()).toBeUndefined();
  ending.putOff();
  ending.begin(3);
  expect(ending.goOn()).toBe(3);
  expect([ending.begin(3), ending.hasBegun, ending.code]).toEqual([true, true, undefined]);
});
