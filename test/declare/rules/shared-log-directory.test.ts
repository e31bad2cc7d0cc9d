import { expect, it } from "vitest";
import { findings, load } from "../../helpers/project.ts";

const two = (a: string, b: string): readonly string[] =>
  findings(load({ "services/a.toml": `command = "x"\n${a}`, "services/b.toml": `command = "x"\n${b}` }));

it.each([
  [
    '[log]\ndir = "/l"',
    '[log]\ndir = "/l/"',
    "E0214 services/b.toml:3:1 `b` and `a` log into the same directory `/l`",
  ],
  [
    '[log]\ndir = "/x//l"',
    '[log]\ndir = "/x/./l"',
    "E0214 services/b.toml:3:1 `b` and `a` log into the same directory `/x/l`",
  ],
  [
    '[log]\ndir = "/var/log/sv/b"',
    "",
    "E0214 services/b.toml:1:1 `b` and `a` log into the same directory `/var/log/sv/b`",
  ],
])("%j and %j", (a, b, finding) => {
  expect(two(a, b)).toEqual([finding]);
});

it("different directories and other destinations are fine", () => {
  expect(two('[log]\ndir = "/a"', '[log]\ndir = "/b"')).toEqual([]);
  expect(two('[log]\nto = "none"', '[log]\nto = "none"')).toEqual([]);
});

it("a shared default is shown once", () => {
  const { diagnostics } = load({
    "svforge.toml": '[defaults.log]\ndir = "/l"\n[service.a]\ncommand = "x"\n[service.b]\ncommand = "x"',
  });
  expect(diagnostics.map((d) => [d.code, d.places.length])).toEqual([["E0214", 1]]);
});
