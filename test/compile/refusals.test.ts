import { expect, it } from "vitest";
import { refuseDeclared } from "../../src/compile/refusals.ts";
import { unitOf } from "../helpers/compile-unit.ts";
import { service } from "../helpers/service.ts";

it("reports each declared key of the table once, whole tables and single keys", () => {
  const origins = new Map(
    ["health.command", "health.interval", "restart.delay", "hooks.pre-start", "user"].map((key, i) => [
      key,
      { file: "f", line: i + 1, column: 1 },
    ]),
  );
  const { unit, messages } = unitOf(service({ origins }));
  refuseDeclared(unit, { health: "x", "restart.delay": "y", "restart.window": "z", "hooks.on-fail": "w" });
  expect(messages()).toEqual([
    "web: target runit cannot express `health`",
    "web: target runit cannot express `restart.delay`",
  ]);
});
