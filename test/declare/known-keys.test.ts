import { expect, it } from "vitest";
import { keyPathOf, keysIn, scopeOf, tablesWith } from "../../src/declare/known-keys.ts";

it.each([
  [["service", "a", "log"], "project", { of: "service", path: ["log"] }],
  [["defaults", "log"], "project", { of: "service", path: ["log"] }],
  [["host", "h", "service", "a", "x"], "project", { of: "service", path: ["x"] }],
  [["host", "h", "defaults"], "project", { of: "service", path: [] }],
  [["host", "h"], "project", { of: "project", path: ["host", "h"] }],
  [["project"], "project", { of: "project", path: ["project"] }],
  [["service", "a", "instance", "i", "log"], "project", { of: "service", path: ["log"] }],
  [["instance", "i", "log"], "service", { of: "service", path: ["log"] }],
] as const)("%j of a %s file", (path, schema, scope) => {
  expect(scopeOf(path, schema)).toEqual(scope);
});

it("names the user chose become *", () => {
  expect(keyPathOf(["secrets", "PW", "file"])).toBe("secrets.*.file");
  expect(keyPathOf(["env", "a.b"])).toBe("env.*");
  expect(keyPathOf(["hooks", "pre-start", "0", "1"])).toBe("hooks.pre-start");
  expect(keyPathOf(["constructor"])).toBeUndefined();
});

it("knows what is in a table, and where a key is", () => {
  expect(keysIn({ of: "service", path: ["control"] })).toEqual(["user", "group", "status"]);
  expect(keysIn({ of: "service", path: ["nothing"] })).toEqual([]);
  expect(keysIn({ of: "project", path: [] })).toEqual(["project", "defaults", "service", "host"]);
  expect(tablesWith("max-delay")).toEqual(["restart"]);
  expect(tablesWith("nothing")).toEqual([]);
});
