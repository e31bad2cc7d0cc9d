import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffContent, type TextDiff } from "../../src/plan/text-diff.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const line = fc.constantFrom("a", "b", "c", "", "--x", "++y", "@@ z", " lead", "\\ odd", "cr\r");
const text = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.boolean())
  .map(([lines, newline]) => lines.join("\n") + (newline && lines.length > 0 ? "\n" : ""));

/** What `patch` would make of it: jsdiff's own applyPatch adds a newline to a file that was empty. */
function applied(before: string, diff: TextDiff): string {
  const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const result: string[] = [];
  let at = 0;
  for (const hunk of diff.hunks) {
    const start = hunk.oldLines === 0 ? hunk.oldStart : hunk.oldStart - 1;
    result.push(...old.slice(at, start));
    at = start + hunk.oldLines;
    let previous = "";
    for (const line of hunk.lines) {
      if (line.startsWith("+") || line.startsWith(" ")) result.push(`${line.slice(1)}\n`);
      if (line.startsWith("\\")) complete(result, previous);
      previous = line;
    }
  }
  return [...result, ...old.slice(at)].join("");
}

/** "No newline at end of file" speaks of the line before it, unless that one is only in the old text. */
function complete(result: string[], previous: string): void {
  if (!previous.startsWith("-")) result[result.length - 1] = result.at(-1)?.slice(0, -1) ?? "";
}

describe("diffContent", () => {
  it("leads from one text to the other, whatever the context", () => {
    fc.assert(
      fc.property(text, text, fc.nat(4), (before, after, context) => {
        const diff = diffContent(utf8(before), utf8(after), context);
        if (before === after) expect(diff.hunks).toEqual([]);
        else expect(applied(before, diff)).toBe(after);
      }),
    );
  });

  it("shows a created and a removed file whole", () => {
    expect(diffContent(undefined, utf8("a\nb"), 3)).toEqual({
      hunks: [
        {
          oldStart: 0,
          oldLines: 0,
          newStart: 1,
          newLines: 2,
          lines: ["+a", "+b", "\\ No newline at end of file"],
        },
      ],
      added: 2,
      removed: 0,
      shape: "lines",
    });
    expect(diffContent(utf8("a\n"), undefined, 3)).toMatchObject({ added: 0, removed: 1 });
  });

  it("gives up on files that have nothing in common, by their size alone", () => {
    const many = (word: string): Uint8Array =>
      utf8(Array.from({ length: 2000 }, (_, i) => `${word}${i}\n`).join(""));
    const diff = diffContent(many("old"), many("new"), 3);
    expect(diff).toMatchObject({ shape: "rewritten", added: 2000, removed: 2000 });
    expect(diff.hunks).toHaveLength(1);
  });

  it.each([
    ["a NUL", new Uint8Array([97, 0, 98])],
    ["no UTF-8", new Uint8Array([0xff, 0xfe])],
  ])("calls %s binary", (_, bytes) => {
    expect(diffContent(utf8("a"), bytes, 3)).toEqual({ hunks: [], added: 0, removed: 0, shape: "binary" });
  });
});
