import { describe, expect, it } from "vitest";
import {
  LocalDate,
  LocalDateTime,
  LocalTime,
  scalarFrom,
  scalarWord,
} from "../../src/declare/toml-scalars.ts";

describe("words", () => {
  it.each([
    ["12, 13", "12"],
    ["1979-05-27 07:32:00.5-01:00]", "1979-05-27 07:32:00.5-01:00"],
    ["1979-05-27 # c", "1979-05-27"],
    ["1979-05-27 7:32", "1979-05-27"],
    ["-inf}", "-inf"],
    ["+", "+"],
  ])("%j", (text, word) => {
    expect(scalarWord(`a = ${text}`, 4)).toBe(word);
  });
});

it("each kind of value says what it is", () => {
  const kinds = [
    "1",
    "1.0",
    "1e3",
    "nan",
    "0x1",
    "1979-05-27",
    "07:32:00",
    "1979-05-27T07:32:00",
    "1979-05-27T07:32:00Z",
  ].map((word) => (scalarFrom(word) as { kind?: string }).kind);
  expect(kinds).toEqual([
    "integer",
    "float",
    "float",
    "float",
    "integer",
    "local-date",
    "local-time",
    "local-datetime",
    "offset-datetime",
  ]);
});

it("dates without offset print without one", () => {
  const at = (word: string): unknown => (scalarFrom(word) as { value: unknown }).value;
  expect(at("1979-05-27")).toBeInstanceOf(LocalDate);
  expect(at("07:32:00")).toBeInstanceOf(LocalTime);
  expect(at("1979-05-27T07:32:00.25")).toBeInstanceOf(LocalDateTime);
  expect(JSON.stringify([at("1979-05-27"), at("07:32:00"), at("1979-05-27T07:32:00.25")])).toBe(
    '["1979-05-27","07:32:00.000","1979-05-27T07:32:00.250"]',
  );
});

it.each([
  ["01", "E0010", "leading zeros"],
  ["1__0", "E0010", "underscore"],
  ["1.", "E0010", "both sides"],
  ["30s", "E0010", 'need quotes: "30s"'],
  ["9223372036854775808", "E0012", "-9223372036854775808"],
  ["2023-02-29", "E0013", ""],
  ["07:32", "E0010", ""],
])("%s says why not", (word, code, help) => {
  const bad = scalarFrom(word);
  expect(bad).toMatchObject({ code });
  expect("help" in bad ? bad.help : "").toContain(help);
});
