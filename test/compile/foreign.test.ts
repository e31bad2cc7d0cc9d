import { expect, it } from "vitest";
import { foreignPrologue } from "../../src/compile/foreign.ts";
import { unitOf } from "../helpers/compile-unit.ts";
import { logPolicy, service } from "../helpers/service.ts";

it("silences first, then waits, then delegates", () => {
  const { unit } = unitOf(service({ log: logPolicy({ to: { kind: "none" } }), control: { status: "all" } }));
  const lines = foreignPrologue(unit, ["wait"]);
  expect(lines.slice(0, 2)).toEqual(["exec >/dev/null 2>&1", "wait"]);
  expect(lines[2]).toContain("supervise/control");
});

it("is empty when nothing is asked for", () => {
  expect(foreignPrologue(unitOf(service({ log: logPolicy() })).unit, [])).toEqual([]);
});
