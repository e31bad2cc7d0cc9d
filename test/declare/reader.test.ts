import { describe, expect, it } from "vitest";
import { parseToml } from "../../src/declare/parse.ts";
import { Reader } from "../../src/declare/reader.ts";
import { merge } from "../../src/declare/setting.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";

function reading(toml: string, damaged = false): { reader: Reader; said: Diagnostic[] } {
  const source = parseToml(toml, "f").positions;
  const said: Diagnostic[] = [];
  const variables = { vars: new Map([["x", "5"]]), name: "n" };
  const root = merge([{ source, mark: source.root }]);
  return { reader: new Reader({ root, variables, report: (d) => said.push(d), damaged }), said };
}

describe("typed access", () => {
  it("notes origin and canonical text of what was read, and nothing else", () => {
    const { reader } = reading(
      'a = "x${var.x}"\nb.c = ["p", "${name}"]\nd = "90s"\ne = "1024K"\nf = true\ng = "077"\nunread = 1',
    );
    expect([
      reader.text("a"),
      reader.texts("b.c"),
      reader.duration("d"),
      reader.size("e"),
      reader.flag("f"),
      reader.mode("g"),
    ]).toEqual(["x5", ["p", "n"], 90_000, 1_048_576, true, 0o77]);
    expect(Object.fromEntries(reader.effective)).toEqual({
      a: '"x5"',
      "b.c": '["p", "n"]',
      d: '"90s"',
      e: '"1M"',
      f: "true",
      g: '"0077"',
    });
    expect(reader.origins.get("b.c")).toEqual({ file: "f", line: 2, column: 3, endColumn: 4 });
  });

  it("has nothing for what is absent or of another type", () => {
    const { reader, said } = reading("a = 1\nb = 'x'");
    expect([
      reader.text("z"),
      reader.flag("a"),
      reader.integer("b"),
      reader.argv("z"),
      reader.argvs("z"),
      reader.has("a.b"),
    ]).toEqual([undefined, undefined, undefined, undefined, [], false]);
    expect([said, reader.effective.size]).toEqual([[], 0]);
  });

  it("checks again what a variable was put into", () => {
    const { reader, said } = reading(
      'a = "${var.x}"\nb = "${var.x}"\nc = "${var.x}s"\nd = "${var.y}"\ne = "infinity"',
    );
    expect([
      reader.duration("a"),
      reader.path("b"),
      reader.duration("c"),
      reader.text("d"),
      reader.milliseconds("e"),
    ]).toEqual([undefined, undefined, 5000, undefined, undefined]);
    expect(said.map((d) => `${d.code} ${d.places[0]?.line} ${d.message}`)).toEqual([
      'E0105 1 `a` is not a duration: "5"',
      'E0105 2 `b` is not an absolute path: "5"',
      "E0206 4 the variable `y` is not declared in [vars]",
      "E0106 5 `e` must end",
    ]);
  });

  it("verbatim stays so", () => {
    expect(reading('a = "${var.x} $$"').reader.verbatim("a")).toBe("${var.x} $$");
  });

  it("points at the item of a list", () => {
    const { reader, said } = reading('a = ["p", "${var.y}"]\nb = [["p"], ["q", "${var.y}"]]');
    expect([reader.texts("a"), reader.argv("a"), reader.argvs("b")]).toEqual([["p"], ["p"], [["p"], ["q"]]]);
    expect(said.map((d) => [d.places[0]?.line, d.places[0]?.column])).toEqual([
      [1, 11],
      [1, 11],
      [2, 5],
    ]);
  });

  it("is silent about what is missing where something was refused", () => {
    const problem = { code: "E0102", message: "m" };
    for (const damaged of [false, true]) {
      const { reader, said } = reading("a = 1", damaged);
      reader.missing(reader.root, problem);
      expect(said).toHaveLength(damaged ? 0 : 1);
    }
  });
});
