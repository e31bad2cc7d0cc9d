import { describe, expect, it } from "vitest";
import { isSelected, matches, parseFilter } from "../../src/supervise/log-pattern.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("matches", () => {
  it.each([
    ["", "", true],
    ["", "x", false],
    ["a", "a", true],
    ["a", "ab", false],
    ["*", "", true],
    ["*", "anything at all", true],
    ["a*", "abc", true],
    ["a*", "ba", false],
    ["*b", "ab", true],
    ["*b", "abab", false],
    ["* b", "a b", true],
    ["* b", "a x b", false],
    ["* * b", "a x b", true],
    ["**", "**", true],
    ["**", "ab", false],
    ["a*c*", "abcbc", true],
    ["é*", "école", true],
  ])("%j on %j: %s", (pattern, line, expected) => {
    expect(matches(bytes(pattern), bytes(line))).toBe(expected);
  });
});

describe("isSelected", () => {
  it.each([
    [[], "x", true],
    [["-*"], "x", false],
    [["-*", "+err*"], "error", true],
    [["-*", "+err*"], "fine", false],
    [["-*", "+err*", "-*ignored"], "err: ignored", false],
    [["-err*", "-*"], "error", false],
    [["+err*"], "fine", true],
  ])("%j on %j: %s", (rules, line, expected) => {
    expect(isSelected(parseFilter(rules), bytes(line))).toBe(expected);
  });

  it("looks at a thousand bytes", () => {
    const rules = parseFilter(["-*", `+${"x".repeat(1000)}`]);
    expect(isSelected(rules, bytes(`${"x".repeat(1000)}tail`))).toBe(true);
    expect(isSelected(rules, bytes("x".repeat(999)))).toBe(false);
  });

  it("refuses a pattern without sign", () => {
    expect(() => parseFilter(["x"])).toThrow("must begin with + or -");
  });
});
