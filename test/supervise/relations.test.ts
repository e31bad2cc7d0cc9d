import { expect, it } from "vitest";
import { judgeMentions, nameChanged, onRelated, relate } from "../../src/supervise/relations.ts";
import { NO_RELATIONS } from "../../src/supervise/scan-state.ts";
import type { ScanTurn } from "../../src/supervise/scan-turn.ts";
import { COMING, needs, set } from "./scan-bench.ts";

const turnOf = (bench: ReturnType<typeof set>): ScanTurn =>
  ({ s: bench.state, now: 0, effects: [] }) as unknown as ScanTurn;

it("mentions follow what the directory says now", () => {
  const bench = set({ a: { wants: ["b"], conflicts: ["c"] }, b: {} });
  expect([...(bench.state.mentions.get("c") ?? [])]).toEqual(["i:a"]);
  relate(turnOf(bench), "i:a", { ...NO_RELATIONS, partOf: ["b"], provides: ["alias"] });
  expect([...(bench.state.mentions.get("c") ?? [])]).toEqual([]);
  expect([...(bench.state.mentions.get("b") ?? [])]).toEqual(["i:a"]);
  expect(bench.state.names.get("alias")).toBe("i:a");
  relate(turnOf(bench), "i:a", undefined);
  expect(bench.state.names.has("alias")).toBe(false);
  expect(bench.state.relations.has("i:a")).toBe(false);
});

it("an alias never hides a real name", () => {
  const bench = set({ a: { provides: ["b"] }, b: {} });
  expect(bench.state.names.get("b")).toBe("i:b");
});

it("a change is judged for those who mention it", () => {
  const bench = set({ a: needs("b"), b: {}, c: {} });
  bench.state.levels.get("i:b");
  const turn = turnOf(bench);
  turn.s.levels.set("i:b", COMING);
  judgeMentions(turn, ["c"]);
  expect(turn.effects).toEqual([]);
  nameChanged(turn, ["b"]);
  expect(turn.effects).toEqual([{ kind: "dependencies", identity: "i:a", verdict: "wait", stop: false }]);
});

it("relations read again are judged at once", () => {
  const bench = set({ a: {}, b: {} });
  const turn = turnOf(bench);
  const relations = { ...NO_RELATIONS, dependsOn: [{ service: "nobody", condition: "ready" as const }] };
  onRelated(turn, { kind: "related", identity: "i:a", relations, now: 0 });
  expect(turn.effects.at(-1)).toMatchObject({ identity: "i:a", verdict: "wait" });
});
