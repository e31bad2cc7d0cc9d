import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SERVICE_KEYS } from "../../src/declare/keys.gen.ts";
import { loadProject } from "../../src/declare/load.ts";
import { CODES } from "../../src/diagnostics/codes.ts";
import { filesOf, findings, load } from "../helpers/project.ts";

const c = 'command = "x"';

describe("a project", () => {
  it("has settings, or defaults for them", () => {
    expect(load({}).project).toEqual({ name: "svforge", target: "builtin", services: [] });
    const lines =
      '[project]\nname = "p"\ntarget = "s6"\nscan-dir = "/s"\nstate-dir = "/t"\nservices-dir = "sv"';
    const { project } = load({ "svforge.toml": lines, "sv/x.toml": c });
    expect(project).toMatchObject({
      name: "p",
      target: "s6",
      scanDir: "/s",
      stateDir: "/t",
      services: [{ name: "x" }],
    });
    expect(load({ "svforge.toml": lines }, { target: "runit" }).project?.target).toBe("runit");
  });

  it("is missing without its file", () => {
    const { project, diagnostics } = loadProject(filesOf({ "services/x.toml": c }));
    expect(project).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { code: "E0001", places: [], help: expect.stringContaining("svforge init") },
    ]);
  });

  it("reports all mistakes of all files at once, in order", () => {
    const loaded = load({
      "svforge.toml": "[project]\nnam = 1\n[service.b]\n",
      "services/z.toml": "a = \n",
      "services/a.toml": `${c}\nnice = 99\nusr = 1`,
      "services/c.toml": `${c}\ndepends-on = ["nobody"]`,
      "services/d.toml": { fails: "permission denied" },
      "services/e.toml": { bytes: new Uint8Array([0x61, 0x0a, 0xff]) },
    });
    expect(loaded.project).toBeUndefined();
    expect(findings(loaded)).toEqual(
      [
        "E0106 services/a.toml:2:8 `nice` must be at most 19, found 99",
        "E0103 services/a.toml:3:1 unknown key `usr`",
        "E0202 services/c.toml:2:15 no service `nobody` is declared",
        "E0002 services/d.toml:1:1 cannot read `services/d.toml`: permission denied",
        "E0003 services/e.toml:2:1 the file is not UTF-8 text",
        "E0103 svforge.toml:2:1 unknown key `nam` in [project]",
        "E0010 services/z.toml:1:5 expected a value, found the end of the line",
      ].sort((a, b) => (a.slice(6) < b.slice(6) ? -1 : 1)),
    );
  });

  it("keeps the text of every file for excerpts", () => {
    expect([...load({ "services/x.toml": `${c}\r\n` }).sources]).toEqual([
      ["svforge.toml", ""],
      ["services/x.toml", `${c}\n`],
    ]);
  });

  it("a warning does not stop it", () => {
    const loaded = load({ "services/x.toml": 'command = "nginx"' });
    expect([loaded.diagnostics.length, loaded.project?.services.length]).toEqual([1, 1]);
  });
});

describe("whatever is declared", () => {
  const value = fc.oneof(
    fc.constantFrom(
      '"a"',
      '""',
      '"/x"',
      '"${name}"',
      '"${nope}"',
      '"${"',
      '"5s"',
      '"10M"',
      '"0755"',
      '"a b | c"',
      '"service:x"',
    ),
    fc.constantFrom("0", "-1", "5", "99999999999999999999", "9007199254740993", "1.5", "true", "1979-05-27"),
    fc.constantFrom(
      "[]",
      '["a"]',
      '["x"]',
      "[1]",
      "[[]]",
      '[["a", "b"]]',
      "{}",
      '{ path = "/p" }',
      '{ soft = 1, hard = "hard" }',
    ),
    fc
      .string({ unit: "grapheme", maxLength: 6 })
      .map((s) => JSON.stringify(s).replaceAll("\u007f", "\\u007f")),
  );
  const line = fc
    .tuple(fc.constantFrom(...Object.keys(SERVICE_KEYS), "constructor", "__proto__", "xyzzy"), value)
    .map(([key, v]) => `${key.replaceAll("*", "x").replaceAll(".x.", '."x".')} = ${v}`);
  const declaration = fc
    .array(line, { maxLength: 6 })
    .map((lines) => ['command = "true"', ...lines].join("\n"));

  it("is loaded or explained, never a crash", () => {
    fc.assert(
      fc.property(declaration, declaration, (x, template) => {
        const tree = {
          "services/x.toml": x,
          "services/t@.toml": `instances = ["x"]\n${template}`,
          "sv/run": { executable: "" },
        };
        const { project, diagnostics } = load(tree, { host: "h", set: ["x.nice=1"] });
        expect(project === undefined).toBe(diagnostics.some((d) => d.severity === "error"));
        for (const { code, places } of diagnostics) {
          expect(CODES[code]).toBeDefined();
          for (const { line, column } of places) expect(Math.min(line, column)).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("gives the same twice", () => {
    fc.assert(
      fc.property(declaration, (x) => {
        const tree = { "services/x.toml": x };
        expect(load(tree)).toEqual(load(tree));
      }),
      { numRuns: 50 },
    );
  });
});
