import { expect, it } from "vitest";
import { EXEC_FAILED_STATUS } from "../../src/protocol/state-record.ts";
import { exitCodeOf, isSuccess, lowByteOf, shellCodeOf } from "../../src/supervise/wait-status.ts";

/** Semantics 1.6: what runit's finish was seen to get. */
it.each([
  [3 << 8, 3, 0, 3],
  [15, -1, 15, 143],
  [11, -1, 11, 139],
  [3 | 0x80, -1, 131, 131],
  [0, 0, 0, 0],
  [EXEC_FAILED_STATUS, 111, 0, 111],
  [null, -1, 0, 1],
])("%s gives finish %s %s, a shell %s", (status, code, low, shell) => {
  expect([exitCodeOf(status), lowByteOf(status), shellCodeOf(status)]).toEqual([code, low, shell]);
});

it("success is a declared code, never a signal", () => {
  expect(isSuccess(0, [0])).toBe(true);
  expect(isSuccess(143 << 8, [0, 143])).toBe(true);
  expect(isSuccess(15, [0, 143, -1])).toBe(false);
  expect(isSuccess(null, [0])).toBe(false);
});
