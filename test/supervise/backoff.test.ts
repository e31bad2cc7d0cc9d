import fc from "fast-check";
import { expect, it } from "vitest";
import { backoffMs, countInWindow, nextRandom } from "../../src/supervise/backoff.ts";
import { define } from "./bench.ts";

const restart = { ...define().restart, delayMs: 1000, maxDelayMs: 30_000, windowMs: 10_000 };

it("doubles up to the cap", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 1000].map((n) => backoffMs(restart, n, 0))).toEqual([
    1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
  ]);
});

it("without growth or delay there is none", () => {
  expect(backoffMs({ ...restart, maxDelayMs: 0 }, 9, 1)).toBe(1000);
  expect(backoffMs(define().restart, 9, 1)).toBe(0);
});

it("jitter never leaves the declared bounds", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, chance) => {
        const ms = backoffMs(restart, n, chance);
        expect(ms).toBeGreaterThanOrEqual(1000);
        expect(ms).toBeLessThanOrEqual(30_000);
      },
    ),
  );
});

it("a window counts from its first failure and then forgets", () => {
  let window = countInWindow(restart, { startedAt: 0, failures: 0 }, 500);
  expect(window).toEqual({ startedAt: 500, failures: 1 });
  window = countInWindow(restart, window, 10_500);
  expect(window).toEqual({ startedAt: 500, failures: 2 });
  expect(countInWindow(restart, window, 10_501)).toEqual({ startedAt: 10_501, failures: 1 });
});

it("the generator stays within 32 bits, never sticks at 0 and varies", () => {
  const seen = new Set<number>();
  let x = nextRandom(0);
  for (let i = 0; i < 1000; i++) {
    seen.add(x);
    x = nextRandom(x);
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(2 ** 32);
  }
  expect(seen.size).toBe(1000);
});
