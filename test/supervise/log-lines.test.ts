import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LineOptions, splitLines } from "../../src/supervise/log-lines.ts";
import { parseFilter } from "../../src/supervise/log-pattern.ts";

const options: LineOptions = {
  filter: parseFilter(["-drop*"]),
  position: "start",
  final: false,
  mostBytes: 2000,
  mostLines: 99,
};
const show = (text: string, more: Partial<LineOptions> = {}) =>
  splitLines(Buffer.from(text), { ...options, ...more }).map(
    (line) => `${line.isSelected ? "+" : "-"}${text.slice(line.from, line.to)}|${line.position}`,
  );

describe("splitLines", () => {
  it.each<[string, Partial<LineOptions>, string[]]>([
    ["a\n\nb\n", {}, ["+a|start", "+|start", "+b|start"]],
    ["a\nb", {}, ["+a|start"]],
    ["a\nb", { final: true }, ["+a|start", "+b|inside"]],
    ["a\nb\n", { mostLines: 1 }, ["+a|start"]],
    ["drop it\nb\n", {}, ["-drop it|start", "+b|start"]],
    ["rest\nb\n", { position: "dropping" }, ["-rest|start", "+b|start"]],
    ["drop as rest\n", { position: "inside" }, ["+drop as rest|start"]],
    ["abcdef\n", { mostBytes: 4 }, ["+abcd|inside", "+ef|start"]],
    ["dropdrop\n", { mostBytes: 4 }, ["-drop|dropping", "-drop|start"]],
    ["abcd\n", { mostBytes: 4 }, ["+abcd|start"]],
  ])("%j with %j", (text, more, expected) => {
    expect(show(text, more)).toEqual(expected);
  });

  it("covers the bytes without a gap", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "\n") }),
        fc.integer({ min: 1, max: 9 }),
        (text, mostBytes) => {
          const lines = splitLines(Buffer.from(text), { ...options, mostBytes, final: true, mostLines: 1e9 });
          expect(lines.map((line) => text.slice(line.from, line.next)).join("")).toBe(text);
        },
      ),
    );
  });
});
