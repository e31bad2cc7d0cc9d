import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { endOfRun } from "../../src/runtime/log-processor-time.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

it("a processor that hangs is said to after a minute and ended after an hour", async () => {
  const said: string[] = [];
  let end: (code: number | undefined) => void = () => {};
  const code = new Promise<number | undefined>((resolve) => {
    end = resolve;
  });
  const run = {
    code,
    kill: () => {
      said.push("killed");
      end(undefined);
    },
  };
  const ended = endOfRun(run, () => said.push("slow"));
  vi.advanceTimersByTime(59_999);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(said).toEqual(["slow"]);
  vi.advanceTimersByTime(3_539_999);
  expect(said).toEqual(["slow"]);
  vi.advanceTimersByTime(1);
  expect(await ended).toBeUndefined();
  expect(said).toEqual(["slow", "killed"]);
});

it("one that ends in time is let be", async () => {
  const said: string[] = [];
  const run = { code: Promise.resolve(3), kill: () => said.push("killed") };
  expect(await endOfRun(run, () => said.push("slow"))).toBe(3);
  vi.advanceTimersByTime(7_200_000);
  expect(said).toEqual([]);
});
