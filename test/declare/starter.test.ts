import { expect, it } from "vitest";
import { starter } from "../../src/declare/starter.ts";
import { findings, load } from "../helpers/project.ts";

it.each(["app", "My Project!", "-", "é"])("the starter project passes check: %s", (folder) => {
  const loaded = load(Object.fromEntries(starter(folder)));
  expect(findings(loaded)).toEqual([]);
  expect(loaded.project?.services.map((s) => s.name)).toEqual(["clock", "greeter"]);
});
