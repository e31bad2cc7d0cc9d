import { expect, it } from "vitest";
import { findings, load } from "../../helpers/project.ts";

it.each([
  ['command = "x"', ["E0215 services/a.toml:2:16 `a` waits for `b` to complete, but that is no oneshot"]],
  ['type = "oneshot"\nup = "x"', []],
])("waiting for %j to complete", (b, expected) => {
  const tree = {
    "services/a.toml": 'command = "x"\ndepends-on = { b = { condition = "completed" } }',
    "services/b.toml": b,
  };
  expect(findings(load(tree))).toEqual(expected);
});
