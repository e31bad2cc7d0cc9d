import { expect, it } from "vitest";
import { createService } from "../../src/supervise/create-service.ts";
import { nextDeadline } from "../../src/supervise/service-view.ts";
import { define } from "./bench.ts";

it("nothing runs and nothing is armed", () => {
  const state = createService(define(), 5);
  expect(state).toMatchObject({ phase: "down", want: "up", pid: 0, starts: 0 });
  expect(nextDeadline(state)).toBe(Infinity);
});

it("the want is the down file's, unless an earlier supervision left one", () => {
  expect(createService(define({ startsDown: true }), 1).want).toBe("down");
  const left = createService(define(), 1, { want: "down", operatorDown: true });
  expect(left).toMatchObject({ want: "down", operatorDown: true });
});

it("every seed makes a generator that moves", () => {
  for (const seed of [0, -1, 1, 2 ** 31, 2 ** 32]) expect(createService(define(), seed).random).not.toBe(0);
});
