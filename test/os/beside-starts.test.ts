import { constants } from "node:os";
import { expect, it } from "vitest";
import { besideStarts } from "../../src/os/beside-starts.ts";
import { OsError } from "../../src/os/os-error.ts";

const full = (): never => {
  throw new OsError("open", constants.errno.EMFILE);
};

/** Gives 7 at the `nth` call; counts them. */
function failing(nth: number, fail: () => never) {
  const counted = { calls: 0, open: () => (++counted.calls < nth ? fail() : 7) };
  return counted;
}

it("opens again while there are no numbers", () => {
  const opening = failing(4, full);
  expect(besideStarts(opening.open)).toBe(7);
  expect(opening.calls).toBe(4);
});

it("leaves other failures alone", () => {
  const opening = failing(2, () => {
    throw new OsError("open", constants.errno.EACCES);
  });
  expect(() => besideStarts(opening.open)).toThrow("access denied");
  expect(opening.calls).toBe(1);
});

it("gives up where it is no start, and does not wait again at once", () => {
  const waiting = failing(Number.POSITIVE_INFINITY, full);
  expect(() => besideStarts(waiting.open)).toThrow("too many open files");
  expect(waiting.calls).toBeGreaterThan(1);
  const next = failing(2, full);
  expect(() => besideStarts(next.open)).toThrow("too many open files");
  expect(next.calls).toBe(1);
});
