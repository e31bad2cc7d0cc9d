/** Whatever stands in a TOML file: reading it never throws, and every finding points into the text. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadProject } from "../src/declare/load.ts";
import { parseToml } from "../src/declare/parse.ts";
import type { FileEntry, ProjectFiles } from "../src/declare/project-files.ts";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { cuts, damaged, effort, seeds } from "./helpers/fuzzing.ts";

const WORDS = [
  "=",
  "[",
  "]",
  "[[",
  "]]",
  "{",
  "}",
  '"',
  '"""',
  "'",
  "'''",
  "\\",
  "\\u",
  "\\U00110000",
  "\n",
  "\r",
  "\r\n",
  "\0",
  "\uFEFF",
  "\u2028",
  "#",
  ".",
  ",",
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "1e999",
  "-0",
  "0x",
  "9223372036854775808",
  "1979-05-27T07:32:00Z",
  "1979-13-45",
  "${name}",
  "${var.x:-${var.x}}",
  "$$",
  "[service.a]",
  "[service.log]",
  "[host.x]",
  "depends-on",
  "command",
  "script",
  "service-dir",
  "type",
  '"bundle"',
  '"oneshot"',
  "instances",
  "[limits]",
  "[log]",
  "[env]",
  "[ready]",
  "true",
  "[".repeat(150),
  "{a=".repeat(150),
  "a.".repeat(150),
] as const;

/** Every place lies in a known file and in its text. Of a file that is no text at all there is no text to lie in. */
function expectPlaced(diagnostics: readonly Diagnostic[], sources: ReadonlyMap<string, string>): void {
  for (const { code, message, places } of diagnostics) {
    expect(code).toMatch(/^[EW]\d{4}$/);
    expect(message, "a message is one line").not.toMatch(/[\n\r\0\u001b]/);
    for (const { file, line, column, endColumn } of places) {
      if (sources.get(file) === "") continue;
      const lines = (sources.get(file) ?? "").split("\n");
      expect(line, `${code} ${message}`).toBeGreaterThanOrEqual(1);
      expect(line, `${code} ${message}`).toBeLessThanOrEqual(lines.length);
      expect(column, `${code} ${message}`).toBeGreaterThanOrEqual(1);
      expect(column, `${code} ${message}`).toBeLessThanOrEqual((lines[line - 1] ?? "").length + 1);
      if (endColumn !== undefined) expect(endColumn).toBeGreaterThanOrEqual(column);
    }
  }
}

function parse(content: string | Uint8Array): void {
  const { diagnostics, positions, value } = parseToml(content, "f.toml");
  expect(diagnostics.every((d) => d.places.length > 0)).toBe(true);
  expectPlaced(diagnostics, new Map([["f.toml", positions.text]]));
  expect(Object.getPrototypeOf(value)).toBeNull();
  expect(({} as Record<string, unknown>)["pid"]).toBeUndefined();
}

describe("parseToml", () => {
  it("takes any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => parse(bytes)),
      effort(300),
    );
  });

  it("takes any text made of TOML's own words", () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 4 })), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(text, (words) => parse(words.join(""))),
      effort(500),
    );
  });

  it.each(seeds("toml"))("takes %s damaged anyhow", (_name, content) => {
    fc.assert(
      fc.property(cuts(WORDS), (damage) => parse(damaged(content.toString(), damage))),
      effort(60),
    );
  });
});

/** A project folder as a map; what is in no map is not there. */
function folder(files: Readonly<Record<string, string>>): ProjectFiles {
  return {
    read: (path) => (Object.hasOwn(files, path) ? Buffer.from(files[path] ?? "") : undefined),
    list(path) {
      const inside = Object.keys(files).filter((f) => f.startsWith(`${path}/`));
      if (inside.length === 0) return undefined;
      const names = [...new Set(inside.map((f) => f.slice(path.length + 1).split("/")[0] ?? ""))].sort();
      return names.map((name): FileEntry => {
        const kind = Object.hasOwn(files, `${path}/${name}`) ? "file" : "dir";
        return { name, kind, executable: name === "run" };
      });
    },
    readlink: () => undefined,
  };
}

const SETTINGS = '[project]\nname = "p"\n[vars]\nx = "1"\n[defaults.log]\ndir = "log/${name}"\n';

function load(files: Readonly<Record<string, string>>): void {
  const { project, diagnostics, sources } = loadProject(folder(files), { host: "here" });
  expectPlaced(
    diagnostics.filter((d) => d.places.every((p) => sources.has(p.file))),
    sources,
  );
  expect(project === undefined).toBe(diagnostics.some((d) => d.severity === "error"));
}

describe("loadProject", () => {
  it.each(seeds("toml"))("takes a service like %s damaged anyhow", (name, content) => {
    fc.assert(
      fc.property(cuts(WORDS), cuts(WORDS), fc.boolean(), (damage, more, settingsToo) =>
        load({
          "svforge.toml": settingsToo ? damaged(SETTINGS, more) : SETTINGS,
          [`services/${name}`]: damaged(content.toString(), damage),
          "services/other.toml": 'command = "true"\ndepends-on = ["a"]\n',
        }),
      ),
      effort(40),
    );
  });

  it("takes any name of a file", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 70 }), (name) =>
        load({
          "svforge.toml": SETTINGS,
          [`services/${name.replaceAll("/", "")}.toml`]: 'command = "true"\n',
        }),
      ),
      effort(200),
    );
  });
});
