/** The documents of the official toml-test suite for TOML 1.0 (test/fixtures/toml-test/README.md). */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseToml } from "../src/declare/parse.ts";
import type { Path, Positions, TomlValue } from "../src/declare/positions.ts";

interface Tagged {
  readonly type: string;
  readonly value: string;
}

interface Entry {
  readonly name: string;
  readonly toml?: string;
  readonly base64?: string;
  readonly value?: unknown;
}

const corpus = readFileSync(new URL("./fixtures/toml-test/corpus.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Entry);

const read = ({ toml, base64 = "", name }: Entry) => parseToml(toml ?? Buffer.from(base64, "base64"), name);
const isTagged = (value: object): value is Tagged =>
  "type" in value && "value" in value && typeof value.type === "string" && typeof value.value === "string";

/** A parsed value with the suite's tags, the type taken from the positions. */
function tagged(value: TomlValue, path: Path, positions: Positions): unknown {
  if (Array.isArray(value)) return value.map((item, i) => tagged(item, [...path, i], positions));
  if (typeof value === "object" && !(value instanceof Date))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, tagged(item, [...path, key], positions)]),
    );
  const kind = positions.kind(path) ?? "none";
  const seen = value instanceof Date ? value.getTime() : typeof value === "number" ? value + 0 : value;
  return [TAGS[kind] ?? kind, seen];
}

const TAGS: Record<string, string> = {
  boolean: "bool",
  "offset-datetime": "datetime",
  "local-datetime": "datetime-local",
  "local-date": "date-local",
  "local-time": "time-local",
};

/** The suite's value in the form of `tagged`. */
function wanted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(wanted);
  if (typeof value !== "object" || value === null) throw new Error(`untagged ${String(value)}`);
  if (!isTagged(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, wanted(item)]));
  return [value.type, scalar(value)];
}

function scalar({ type, value }: Tagged): unknown {
  switch (type) {
    case "integer":
      return Number.isSafeInteger(Number(value)) ? Number(value) : BigInt(value);
    case "float":
      return Number(value.replace("inf", "Infinity")) + 0;
    case "bool":
      return value === "true";
    case "datetime":
      return Date.parse(value);
    case "datetime-local":
      return Date.parse(`${value}Z`);
    case "date-local":
      return Date.parse(`${value}T00:00:00Z`);
    case "time-local":
      return Date.parse(`0000-01-01T${value}Z`);
    default:
      return value;
  }
}

describe("toml-test", () => {
  const valid = corpus.filter((e) => e.name.startsWith("valid/"));
  const invalid = corpus.filter((e) => e.name.startsWith("invalid/"));

  it("is all there", () => {
    expect([valid.length, invalid.length]).toEqual([99, 234]);
  });

  it.each(valid)("$name has the right value", (entry) => {
    const { value, positions, diagnostics } = read(entry);
    expect(diagnostics).toEqual([]);
    expect(tagged(value, [], positions)).toEqual(wanted(entry.value));
  });

  it.each(invalid)("$name is refused", (entry) => {
    const { diagnostics } = read(entry);
    expect(diagnostics.length).toBeGreaterThan(0);
    for (const { code, places } of diagnostics) expect([code, places[0]?.file]).toEqual([code, entry.name]);
  });
});
