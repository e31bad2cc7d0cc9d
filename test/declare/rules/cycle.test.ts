import { describe, expect, it } from "vitest";
import { findings, load } from "../../helpers/project.ts";

const services = (...lines: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    lines.map((line) => {
      const [name = "", keys = ""] = line.split(": ");
      return [`services/${name}.toml`, `command = "x"\n${keys}`];
    }),
  );

describe("cycles", () => {
  it("name every service on the way and every place", () => {
    const { diagnostics } = load(
      services('a: depends-on = ["b"]', 'b: wants = ["c"]', 'c: after = ["a"]', 'd: depends-on = ["a"]'),
    );
    expect(diagnostics).toMatchObject([
      {
        code: "E0203",
        message: "these wait for one another: a -> b -> c -> a",
        places: [
          { file: "services/a.toml", line: 2, column: 15, label: "`a` waits for `b`" },
          { file: "services/b.toml", line: 2, column: 10 },
          { file: "services/c.toml", line: 2, column: 10 },
        ],
      },
    ]);
  });

  it.each([
    [services('a: depends-on = ["a"]'), ["`a` waits for itself"]],
    [services('a: before = ["b"]', 'b: before = ["a"]'), ["these wait for one another: a -> b -> a"]],
    [
      services('a: after = ["b"]', 'b: after = ["a"]', 'c: after = ["d"]', 'd: after = ["c"]'),
      ["these wait for one another: a -> b -> a", "these wait for one another: c -> d -> c"],
    ],
    [services('a: depends-on = ["b", "c"]', 'b: depends-on = ["c"]', "c: nice = 1"), []],
    [services('a: conflicts = ["b"]', 'b: conflicts = ["a"]'), []],
  ])("%#", (tree, messages) => {
    expect(load(tree).diagnostics.map((d) => d.message)).toEqual(messages);
  });

  it("are found through bundles and aliases", () => {
    const tree = {
      ...services(
        'a: depends-on = ["all"]',
        'b: depends-on = ["alias"]',
        'c: provides = ["alias"]\ndepends-on = ["a"]',
      ),
      "services/all.toml": 'type = "bundle"\ncontents = ["b"]',
    };
    expect(findings(load(tree))).toEqual([
      "E0203 services/a.toml:2:15 these wait for one another: a -> b -> c -> a",
    ]);
  });

  it("are shown in part when they are long", () => {
    const ring = Array.from(
      { length: 100 },
      (_, i) => `[service.s${i}]\ncommand = "x"\nafter = ["s${(i + 1) % 100}"]`,
    );
    const { diagnostics } = load({ "svforge.toml": ring.join("\n") });
    expect(diagnostics.map((d) => [d.message, d.places.length])).toEqual([
      ["these wait for one another: s0 -> s1 -> s2 -> (95 more) -> s98 -> s99 -> s0", 12],
    ]);
  });

  it("are looked for in a chain of ten thousand", () => {
    const chain = Array.from(
      { length: 10_000 },
      (_, i) => `[service.s${i}]\ncommand = "x"\nafter = ["s${i + 1}"]`,
    ).join("\n");
    expect(load({ "svforge.toml": `${chain}\n[service.s10000]\ncommand = "x"` }).diagnostics).toEqual([]);
  });
});
