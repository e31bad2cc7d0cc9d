import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { makeWords, Turns, TurnWatch, waitForStop } from "../../src/runtime/log-turns.ts";

let asked = 0;
let rested = 0;
let said: string[] = [];
let turns: Turns;
let watch: TurnWatch;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const words = makeWords();
  [asked, rested, said] = [0, 0, []];
  watch = new TurnWatch(words, {
    restedMs: () => rested,
    now: () => performance.now(),
    hangs: (log) => said.push(`hangs in ${log}`),
    stillHangs: () => said.push("still"),
    moves: (hungMs) => said.push(`moves after ${Math.round(hungMs / 1000)} s`),
  });
  turns = new Turns(words, () => {
    asked++;
    watch.start();
  });
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

/** `seconds` pass; in each of them the thread does this. */
function pass(seconds: number, each: () => void = () => {}): void {
  for (let i = 0; i < seconds; i++) {
    each();
    vi.advanceTimersByTime(1000);
  }
}
const rest = (): void => {
  rested += 900;
};

it("looks while there are turns, and not at all while it is quiet", () => {
  pass(10, rest);
  expect(vi.getTimerCount()).toBe(0);
  pass(10, () => {
    turns.begin(1);
    rest();
  });
  expect([asked, vi.getTimerCount()]).toEqual([1, 1]);
  pass(5, rest);
  expect(vi.getTimerCount()).toBe(0);
  turns.begin(1);
  expect([asked, vi.getTimerCount()]).toEqual([2, 1]);
  expect(said).toEqual([]);
});

it("a flood that never rests is no hanging", () => {
  pass(20, () => turns.begin(1));
  expect(said).toEqual([]);
});

it("says once that it hangs and where, and once that it is over", () => {
  turns.begin(1);
  turns.begin(7);
  pass(30);
  expect(said.filter((text) => text !== "still")).toEqual(["hangs in 7"]);
  expect(watch.isHanging).toBe(true);
  pass(10, rest);
  expect(said.filter((text) => text !== "still")).toEqual(["hangs in 7", "moves after 29 s"]);
  expect([watch.isHanging, vi.getTimerCount()]).toEqual([false, 0]);
});

it("says it once of many slow writes", () => {
  for (let i = 0; i < 10; i++) {
    turns.begin(3);
    pass(5);
  }
  pass(10, rest);
  expect(said.filter((text) => text !== "still").length).toBe(2);
});

it("does not take its own sleep for theirs", () => {
  turns.begin(1);
  vi.setSystemTime(0);
  pass(1, rest);
  const { now } = performance;
  vi.spyOn(performance, "now").mockImplementation(() => now.call(performance) + 3_600_000);
  pass(2);
  expect(said).toEqual([]);
  vi.restoreAllMocks();
});

it("tells when the thread has let go", () => {
  const words = makeWords();
  const one = new Turns(words, () => {});
  const began = performance.now();
  one.stopped();
  waitForStop(words, 60_000);
  expect(performance.now() - began).toBeLessThan(30_000);
});
