import { expect, it } from "vitest";
import { CODES } from "../../../src/diagnostics/codes.ts";
import { findings, load } from "../../helpers/project.ts";

it("a project without faults has no findings", () => {
  expect(findings(load({ "services/x.toml": 'command = "x"' }))).toEqual([]);
});

it("every rule's code is explained", () => {
  const { diagnostics } = load({
    "services/a.toml":
      'command = "nginx"\nafter = ["zzz"]\nconflicts = ["b"]\ndepends-on = { b = { condition = "completed" } }\nmoved-from = "b"\n[env]\nTOKEN = "abcdefgh"\n[ready]\ntcp = "80"\n[log]\ndir = "/l"',
    "services/c.toml": 'service-dir = "./c"',
    "c/run": "no interpreter",
    "services/b.toml": 'command = "x"\ndepends-on = ["a"]\n[ready]\ntcp = "80"\n[log]\ndir = "/l"',
  });
  const codes = [...new Set(diagnostics.map((d) => d.code))].sort();
  expect(codes).toEqual([
    "E0203",
    "E0212",
    "E0214",
    "E0215",
    "E0216",
    "W0301",
    "W0302",
    "W0304",
    "W0305",
    "W0308",
  ]);
  expect(codes.filter((code) => CODES[code] === undefined)).toEqual([]);
});
