import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, digestOf, digestOfLarge, type Json, sha256 } from "../../src/plan/digest.ts";

describe("canonicalJson", () => {
  it("sorts keys by bytes, integer-like ones too, and leaves undefined members out", () => {
    expect(canonicalJson({ b: 1, "10": 2, "9": 3, a: [{ z: null, y: "q\n" }], gone: undefined })).toBe(
      '{"10":2,"9":3,"a":[{"y":"q\\n","z":null}],"b":1}',
    );
  });

  it("is JSON of the same value, whatever the order of its keys", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as Json);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value as Json))).toBe(text);
      }),
    );
  });
});

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([k, v]) => [k, reversed(v as Json)] as const);
  return Object.fromEntries(members.reverse());
}

describe("digests", () => {
  it("are SHA-256 in hex", () => {
    expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(digestOf({ b: 1, a: 2 })).toBe(sha256('{"a":2,"b":1}'));
  });

  it("of large values are those of the whole text", () => {
    const list = Array.from({ length: 5000 }, (_, i) => ({ name: `s${i}`, text: "é😀".repeat(i % 20) }));
    for (const value of [list, { b: list, a: [list, []], c: "x" }, [], {}, "x", null])
      expect(digestOfLarge(value)).toBe(digestOf(value));
  });
});
