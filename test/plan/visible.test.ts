import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortened, visible, visibleLine } from "../../src/plan/visible.ts";

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
