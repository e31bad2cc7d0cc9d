import { describe, expect, it } from "vitest";
import { findings, load } from "../helpers/project.ts";

const tree = { "services/x.toml": 'command = "a"', "services/x.y.toml": 'command = "b"' };
const set = (...assignments: readonly string[]): ReturnType<typeof load> => load(tree, { set: assignments });

describe("--set", () => {
  it("takes TOML, and what is none as a string", () => {
    const loaded = set(
      "x.nice=5",
      "x.log.dir=/l/${name}",
      'x.env.A="q"',
      "x.command=a 'b c'",
      "x.description=",
      "x.limits={nofile=3}",
    );
    const [x] = loaded.project?.services ?? [];
    expect(findings(loaded)).toEqual([]);
    expect(x).toMatchObject({
      nice: 5,
      log: { to: { dir: "/l/x" } },
      env: [["A", "q"]],
      work: { argv: ["a", "b c"] },
      limits: [["nofile", { soft: 3 }]],
      description: "",
    });
  });

  it("means the longest name, and the last assignment wins", () => {
    const services = set("x.y.nice=1", "x.nice=2", "x.nice=3").project?.services;
    expect(services?.map((s) => [s.name, s.nice])).toEqual([
      ["x", 3],
      ["x.y", 1],
    ]);
  });

  it.each([
    ["x", "E0211 --set x: there is no `=`"],
    ["z.nice=1", "E0211 --set z.nice=1: `z.nice` does not begin with the name of a declared service"],
    ["x=1", "E0211 --set x=1: `x` does not begin with the name of a declared service"],
    ["x.nic=1", "E0103 --set x.nic=1:1:1 unknown key `nic`"],
    ["x.nice=99", "E0106 --set x.nice=99:1:8 `nice` must be at most 19, found 99"],
    ["x.a b=1", "E0010 --set x.a b=1:1:3 expected `=` after the key, found `b`"],
  ])("%s", (assignment, finding) => {
    expect(findings(set(assignment))).toEqual([finding]);
  });
});
