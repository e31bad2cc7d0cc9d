import { describe, expect, it } from "vitest";
import { inTurns, piecemeal } from "../../src/runtime/piecemeal.ts";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** As long as a look into a directory, or longer. */
function work(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe("piecemeal", () => {
  it("does something with each in order, a piece in every turn, none before the next", async () => {
    const done: number[] = [];
    let isOver = false;
    const act = (item: number): void => {
      work(1);
      done.push(item);
    };
    piecemeal([0, 1, 2], act, () => {
      isOver = true;
    });
    const after: number[] = [done.length];
    for (let i = 0; i < 4; i++) {
      await turn();
      after.push(done.length);
    }
    expect(after).toEqual([0, 1, 2, 3, 3]);
    expect(done).toEqual([0, 1, 2]);
    expect(isOver).toBe(true);
  });

  it("does much that is quick in few turns, and nothing with nothing", async () => {
    let [count, ends] = [0, 0];
    piecemeal(
      Array(100).fill(0),
      () => void count++,
      () => void ends++,
    );
    piecemeal(
      [],
      () => void count++,
      () => void ends++,
    );
    for (let i = 0; i < 50; i++) await turn();
    expect([count, ends]).toEqual([100, 2]);
  });
});

it("work that says where others may come between is done in as many turns, and its result told", async () => {
  function* steps(): Generator<undefined, string> {
    yield;
    yield;
    return "done";
  }
  let result = "";
  inTurns(steps(), (found) => {
    result = found;
  });
  for (let i = 0; i < 2; i++) await turn();
  expect(result).toBe("");
  await turn();
  expect(result).toBe("done");
});
