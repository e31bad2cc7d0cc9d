import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortened, shortenedPair, visible, visibleLine } from "../../src/plan/visible.ts";

describe("visible", () => {
  it.each([
    ["plain Ärger 日本 🦊", "plain Ärger 日本 🦊"],
    ["a\u001b[2Jb", "a\\x1b[2Jb"],
    ["a\r\nb\tc", "a\\r\\nb\\tc"],
    ["\u202eevil\u2066", "\\u202eevil\\u2066"],
    ["zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"],
    ["\u0085\u009b31m", "\\x85\\x9b31m"],
    ["lone\ud800", "lone\\ud800"],
    ["tag\u{e0041}", "tag\\u{e0041}"],
  ])("spells what is hidden in %j", (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it("leaves no control, no bidi character and no lone surrogate", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(visible(text)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]|\p{Cs}/u);
      }),
    );
  });
});

describe("visibleLine", () => {
  it("keeps tabs, which are ordinary in a file", () => {
    expect(visibleLine("\ta\u001b")).toBe("\ta\\x1b");
  });
});

describe("shortened", () => {
  it("counts characters, not code units, and marks the cut", () => {
    expect(shortened("🦊🦊🦊", 3)).toBe("🦊🦊🦊");
    expect(shortened("🦊🦊🦊🦊", 3)).toBe("🦊🦊…");
  });
});

describe("shortenedPair", () => {
  const long = "abcdefghij".repeat(10);

  it.each([
    ["8080", "8081", ["8080", "8081"]],
    [`${long}1`, `${long}2`, ["…fghijabcdefghij1", "…fghijabcdefghij2"]],
    [`${long}1`, `${long}${long}`, ["…fghijabcdefghij1", "…fghijabcdefghijabcdefghijabcdefghijabc…"]],
    [`x${long}`, `y${long}`, [`x${long.slice(0, 38)}…`, `y${long.slice(0, 38)}…`]],
  ])("shows where %s and %s part", (before, after, shown) => {
    expect(shortenedPair(before, after, 40)).toEqual(shown);
  });

  it("never hides the first difference, and keeps the width", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 100 });
    fc.assert(
      fc.property(text, text, text, (alike, old, now) => {
        fc.pre(visible(alike + old) !== visible(alike + now));
        const shown = shortenedPair(alike + old, alike + now, 40);
        expect(shown[0]).not.toBe(shown[1]);
        for (const side of shown) expect([...side].length).toBeLessThanOrEqual(40);
      }),
    );
  });
});
