import { expect, it } from "vitest";
import { shared } from "../../../src/declare/rules/shared.ts";
import { load } from "../../helpers/project.ts";

it("reports every claim after the first, and ignores who claims nothing", () => {
  const { project } = load({
    "svforge.toml": ["a", "b", "c", "d"].map((n) => `[service.${n}]\ncommand = "x"`).join("\n"),
  });
  const claims: Readonly<Record<string, string>> = { a: "1", b: "1", d: "1" };
  const found = shared(project?.services ?? [], (s) => claims[s.name]);
  expect(found.map(({ value, first, again }) => [value, first.name, again.name])).toEqual([
    ["1", "a", "b"],
    ["1", "a", "d"],
  ]);
});
