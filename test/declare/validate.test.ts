import { describe, expect, it } from "vitest";
import { parseToml } from "../../src/declare/parse.ts";
import { validate } from "../../src/declare/validate.ts";

function check(
  toml: string,
  schema: "project" | "service" = "service",
): { readonly found: readonly string[]; readonly left: unknown } {
  const { positions } = parseToml(toml, "f");
  const found = validate(positions, schema).map(
    (d) => `${d.code} ${d.places[0]?.line}:${d.places[0]?.column} ${d.message}`,
  );
  return { found, left: JSON.parse(JSON.stringify(positions.root.value)) };
}

describe("a document against its schema", () => {
  it("keeps what is right and takes out what is not", () => {
    const { found, left } = check(
      'command = ["a"]\nnice = "5"\n[log]\nkeep = 3\nkep = 4\n[limits]\nnofile = 1.5',
    );
    expect(found).toHaveLength(3);
    expect(left).toEqual({ command: ["a"], log: { keep: 3 }, limits: {} });
  });

  it("takes out a whole list for one wrong item", () => {
    expect(check('wants = ["a", 5]')).toEqual({
      found: ["E0101 1:15 an item of `wants` must be a string, found an integer"],
      left: {},
    });
  });

  it("reports a wrong name once, with its missing twin", () => {
    expect(check('[secrets.A]\nfiel = "/x"').found).toEqual(["E0103 2:1 unknown key `fiel` in [secrets.A]"]);
    expect(check('[vars]\n"a b" = 1').found).toEqual(['E0105 2:1 "a b" is not a name in [vars]']);
  });

  it("is not fooled by names of built-ins", () => {
    expect(check("constructor = 1\n__proto__ = 2\n[log]\ntoString = 3").found).toEqual([
      "E0103 1:1 unknown key `constructor`",
      "E0103 2:1 unknown key `__proto__`",
      "E0103 4:1 unknown key `toString` in [log]",
    ]);
    expect(check('[env]\nconstructor = "x"\n__proto__ = "y"').found).toEqual([]);
  });

  it("refuses floats, dates and huge integers wherever they stand", () => {
    expect(
      check(
        "nice = 1.0\numask = 1979-05-27\noom-score-adj = 9007199254740993\ncpus = [1, 2.0]\n[env]\nA = inf",
      ).found,
    ).toEqual([
      "E0109 1:8 `nice` is a floating-point number",
      "E0109 2:9 `umask` is a date or time",
      "E0106 3:17 `oom-score-adj` is too large: 9007199254740993",
      "E0109 4:8 `cpus` is a floating-point number",
      "E0109 6:5 `A` is a floating-point number",
    ]);
  });

  it("knows services inside the project file", () => {
    const { found } = check(
      "[service.a]\nnic = 1\n[defaults.log]\nkep = 1\n[host.h.service.a.limits]\nnofil = 1\n[host.h]\nx = 1\n[service.a.instance.b]\nnic = 1",
      "project",
    );
    expect(found.map((f) => f.replace(/^E0103 /, ""))).toEqual([
      "4:1 unknown key `kep` in [defaults.log]",
      "2:1 unknown key `nic` in [service.a]",
      "10:1 unknown key `nic` in [service.a.instance.b]",
      "8:1 unknown key `x` in [host.h]",
      "6:1 unknown key `nofil` in [host.h.service.a.limits]",
    ]);
  });
});
