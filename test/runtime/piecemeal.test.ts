import { describe, expect, it } from "vitest";
import { piecemeal } from "../../src/runtime/piecemeal.ts";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("piecemeal", () => {
  it("does something with each in order, a few in every turn, none before the next", async () => {
    const done: number[] = [];
    const items = Array.from({ length: 10 }, (_, i) => i);
    piecemeal(items, (item) => done.push(item));
    const after: number[] = [done.length];
    for (let i = 0; i < 4; i++) {
      await turn();
      after.push(done.length);
    }
    expect(after).toEqual([0, 4, 8, 10, 10]);
    expect(done).toEqual(items);
  });
});
