import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { renderHuman, summary } from "../../src/diagnostics/render-human.ts";

const found = (over: Partial<Diagnostic> = {}): Diagnostic => ({
  code: "E0103",
  severity: "error",
  message: "unknown key `comand`",
  places: [{ file: "a.toml", line: 2, column: 1, endColumn: 7 }],
  help: "did you mean `command`?",
  ...over,
});

const render = (diagnostic: Diagnostic, source: string, colour = false): string =>
  renderHuman([diagnostic], { sources: new Map([["a.toml", source]]), colour });

describe("for people", () => {
  it("shows the line, a caret and what to do", () => {
    expect(render(found(), 'x = 1\ncomand = "a"')).toBe(`error[E0103]: unknown key \`comand\`
 --> a.toml:2:1
  |
2 | comand = "a"
  | ^^^^^^
  = help: did you mean \`command\`?

1 error in 1 file
`);
  });

  it("shows every place, numbers aligned", () => {
    const places = [
      { file: "a.toml", line: 10, column: 2, endColumn: 3 },
      { file: "a.toml", line: 1, column: 1, endColumn: 2, label: "first defined here" },
    ];
    const text = render(
      { code: "E0011", severity: "error", message: "m", places },
      `a = 1${"\n".repeat(9)}[a]`,
    );
    expect(text).toContain("  --> a.toml:10:2\n   |\n10 | [a]\n   |  ^\n");
    expect(text).toContain("  ::: a.toml:1:1\n   |\n 1 | a = 1\n   | ^ first defined here\n");
  });

  it("points right behind tabs, wide characters and controls", () => {
    const place = (column: number): Diagnostic => found({ places: [{ file: "a.toml", line: 1, column }] });
    const caret = (source: string, column: number): number =>
      (
        render(place(column), source)
          .split("\n")
          .find((l) => l.includes("^")) ?? ""
      ).indexOf("^") - "  | ".length;
    expect(caret("\tx", 2)).toBe(4);
    expect(caret("中x", 2)).toBe(2);
    expect(caret("\u001bx", 2)).toBe("<U+001B>".length);
    expect(caret("abc", 4)).toBe(3);
  });

  it("lets nothing through to the terminal", () => {
    const hostile = "\u001b[2J\u202e\u0007";
    const text = render(
      found({
        message: hostile,
        help: hostile,
        places: [{ file: "a.toml", line: 1, column: 1, label: hostile }],
      }),
      `${hostile}x`,
    );
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it("cuts long lines around the place", () => {
    const line = `${"x".repeat(500)}HERE${"y".repeat(500)}`;
    const text = render(found({ places: [{ file: "a.toml", line: 1, column: 501, endColumn: 505 }] }), line);
    const [, , , shown = "", carets = ""] = text.split("\n");
    expect(shown.length).toBeLessThan(140);
    expect(shown.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("HERE");
  });

  it("shows no line where it has none, and none that holds a secret", () => {
    expect(render(found({ places: [] }), "")).toBe(
      "error[E0103]: unknown key `comand`\n  = help: did you mean `command`?\n\n1 error\n",
    );
    expect(render(found({ places: [{ file: "other", line: 1, column: 1, label: "l" }] }), "")).toContain(
      " --> other:1:1 l\n",
    );
    expect(render(found({ hidden: true }), "x\ns3cret")).not.toContain("s3cret");
  });

  it("colours only when told to", () => {
    expect(render(found(), "x\ncomand")).not.toContain("\u001b");
    expect(render(found(), "x\ncomand", true)).toContain("\u001b[1;31merror[E0103]\u001b[0m");
  });

  it("names files as the caller does", () => {
    const options = {
      sources: new Map<string, string>(),
      colour: false,
      pathOf: (file: string) => `p/${file}`,
    };
    expect(renderHuman([found()], options)).toContain("--> p/a.toml:2:1");
    expect(renderHuman([], options)).toBe("");
  });
});

it.each([
  [[found()], "1 error in 1 file"],
  [
    [found(), found({ severity: "warning" }), found({ places: [{ file: "b", line: 1, column: 1 }] })],
    "2 errors and 1 warning in 2 files",
  ],
  [[found({ severity: "warning", places: [] })], "1 warning"],
])("counts (%#)", (diagnostics, text) => {
  expect(summary(diagnostics)).toBe(text);
});
