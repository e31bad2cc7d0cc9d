import { describe, expect, it } from "vitest";
import { parseToml } from "../../src/declare/parse.ts";
import { BEGINS_STATEMENT, faultFrom } from "../../src/declare/toml-faults.ts";

const first = (text: string): string => {
  const [d] = parseToml(text, "f").diagnostics;
  const place = d?.places[0];
  return `${place?.line}:${place?.column} ${d?.message}`;
};

describe("faults in words", () => {
  it.each([
    ["a = x", "1:5 expected a value, found `x`"],
    ["a =", "1:4 expected a value, found the end of the file"],
    ["a", "1:2 expected `=` and a value after the key"],
    ["a 1", "1:3 expected `=` after the key, found `1`"],
    ["= 1", "1:1 expected a key or a [table], found `=`"],
    ["a..b = 1", "1:3 expected a key, found `.`"],
    ["[a", "1:3 expected a name, `.` or `]` in the table name, found the end of the file"],
    ["[a b]", "1:4 expected a name, `.` or `]` in the table name, found `b`"],
    ["a = 1 x", "1:7 expected the end of the line, found `x`"],
    ['a = "x', "1:5 this string is not closed on its line"],
    ['a = ["x]', "1:6 this string is not closed on its line"],
    ['a = """x\n', "1:5 this multi-line string is not closed"],
    ["a = [1,\nb = 2", "1:5 this array is not closed"],
    ["a = [1", "1:5 this array is not closed"],
    ["a = {b = 1,\nc = 2}", "1:5 this inline table is not closed on its line"],
    ["a = {b = 1,}", "1:12 no comma may follow the last entry of an inline table"],
    ["a = [1 2]", "1:8 expected a comma or the closing bracket, found `2`"],
    ['a = "\\q"', "1:6 no such escape: \\ followed by `q`"],
    ['a = "\\ud800"', "1:6 not a Unicode character"],
    ['a = "\u0001"', "1:6 a control character in a string"],
    ["# \u0001", "1:3 a control character in a comment"],
    ["a = tru", "1:5 expected a value, found `tru`"],
    ["a = True", "1:5 expected a value, found `True`"],
  ])("%j", (text, message) => {
    expect(first(text)).toBe(message);
  });

  it("an unknown reason is passed on", () => {
    expect(
      faultFrom("something new", { text: "ab", offset: 1, statement: 0, assigned: 0, begun: 0 }),
    ).toMatchObject({
      message: "something new",
      start: 1,
      end: 2,
    });
  });

  it("a line that begins a statement", () => {
    expect(["a = 1", " [b]", '"x" = 1', "a.b=1"].filter((l) => !BEGINS_STATEMENT.test(l))).toEqual([]);
    expect(["1,", "]", '"x",', "# a = 1"].filter((l) => BEGINS_STATEMENT.test(l))).toEqual([]);
  });
});
