import { expect, it } from "vitest";
import { amend, nameOf, type ScanTurn, sayOnce } from "../../src/supervise/scan-turn.ts";
import { set } from "./scan-bench.ts";

it("says a thing once, names an entry, changes one without touching the old", () => {
  const bench = set({ a: {} });
  const turn = { s: bench.state, now: 0, effects: [] } as unknown as ScanTurn;
  sayOnce(turn, "k", { what: "incomplete", name: "a" });
  sayOnce(turn, "k", { what: "incomplete", name: "a" });
  expect(turn.effects).toHaveLength(1);
  expect([nameOf(turn.s, "i:a"), nameOf(turn.s, "i:b")]).toEqual(["a", "i:b"]);
  const entry = turn.s.entries.get("i:a");
  if (entry === undefined) throw new Error("no entry");
  expect(amend(turn, entry, { hasLog: true }).hasLog).toBe(true);
  expect(entry.hasLog).toBe(false);
  expect(turn.s.entries.get("i:a")?.hasLog).toBe(true);
});
