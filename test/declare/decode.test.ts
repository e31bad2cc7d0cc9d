import { describe, expect, it } from "vitest";
import { decode, SIZE_LIMIT_BYTES } from "../../src/declare/decode.ts";

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe("bytes to text", () => {
  it("reads UTF-8 without its mark, CRLF as LF", () => {
    expect(decode(text("\ufeffa é\r\nb\n"), "f")).toEqual({ text: "a é\nb\n", diagnostics: [] });
    expect(decode("\ufeffa\r\n", "f").text).toBe("a\n");
  });

  it.each([
    [bytes(0x61, 0xff), "E0003", 1, 2],
    [bytes(0x61, 0x0a, 0xc3, 0xa9, 0xc3, 0x28), "E0003", 2, 2],
    [bytes(0xc0, 0x80), "E0003", 1, 1],
    [bytes(0xed, 0xa0, 0x80), "E0003", 1, 1],
    [bytes(0xf4, 0x90, 0x80, 0x80), "E0003", 1, 1],
    [bytes(0x61, 0x0a, 0xe2, 0x82), "E0003", 2, 1],
    [bytes(0x61, 0x0d, 0x62), "E0010", 1, 2],
    [bytes(0x0a, 0x61, 0x00), "E0010", 2, 2],
    [bytes(0xff, 0xfe, 0x61, 0x00), "E0003", 1, 1],
    ["a\ud800b", "E0003", 1, 2],
  ])("refuses %j", (content, code, line, column) => {
    const { text: nothing, diagnostics } = decode(content, "f");
    expect(nothing).toBe("");
    expect(diagnostics).toMatchObject([{ code, places: [{ file: "f", line, column }] }]);
  });

  it("refuses what is too large", () => {
    expect(decode(new Uint8Array(SIZE_LIMIT_BYTES + 1), "f").diagnostics).toMatchObject([{ code: "E0004" }]);
    expect(decode(new Uint8Array(SIZE_LIMIT_BYTES).fill(0x20), "f").diagnostics).toEqual([]);
  });

  it("a bad file leaves no trace in the next", () => {
    for (const bad of [bytes(0x61, 0xe2, 0x82), bytes(0xff), bytes(0xf0, 0x9f)]) {
      expect(decode(bad, "f").diagnostics).toHaveLength(1);
      expect(decode(text("é"), "f")).toEqual({ text: "é", diagnostics: [] });
    }
  });
});
