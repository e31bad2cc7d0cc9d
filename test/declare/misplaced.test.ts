import { expect, it } from "vitest";
import { misplaced, misplacedInBundle, misplacedInInstances } from "../../src/declare/misplaced.ts";
import { parseToml } from "../../src/declare/parse.ts";

it("what a service runs never comes from defaults", () => {
  const { positions } = parseToml(
    '[defaults]\ncommand = "x"\nnice = 1\n[host.h.defaults]\ninstances = []',
    "f",
  );
  expect(misplaced(positions).map((d) => [d.code, d.places[0]?.line])).toEqual([
    ["E0110", 2],
    ["E0110", 5],
  ]);
});

it("instances have no instances", () => {
  const { positions } = parseToml("[instance.a]\nnice = 1\n[instance.b.instance.c]\nnice = 1", "f");
  expect(misplacedInInstances(positions, positions.root)).toMatchObject([
    { code: "E0110", places: [{ line: 3, column: 13 }] },
  ]);
});

it("a bundle says nothing of a process, its log or its order", () => {
  const { positions } = parseToml(
    'type = "bundle"\ncontents = ["x"]\ndescription = "d"\ndepends-on = ["z"]\nuser = "u"\n[log]\nkeep = 3\n[vars]\na = "b"',
    "f",
  );
  expect(misplacedInBundle(positions, positions.root).map((d) => [d.code, d.places[0]?.line])).toEqual([
    ["E0110", 4],
    ["E0110", 5],
    ["E0110", 6],
  ]);
});
