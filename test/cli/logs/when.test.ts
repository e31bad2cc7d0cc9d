import { describe, expect, it } from "vitest";
import { parseWhen, showTime } from "../../../src/cli/logs/when.ts";

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);

describe("parseWhen", () => {
  it.each([
    ["10m", (NOW - 600_000) * 1000],
    ["2h", (NOW - 7_200_000) * 1000],
    ["2026-11-21 06:40:38Z", Date.UTC(2026, 10, 21, 6, 40, 38) * 1000],
    ["2026-11-21T06:40Z", Date.UTC(2026, 10, 21, 6, 40) * 1000],
    ["2026-11-21 06:40:38", new Date("2026-11-21T06:40:38").getTime() * 1000],
    ["2026-11-20", new Date("2026-11-20T00:00:00").getTime() * 1000],
    ["@400000006b013cf000000000.s", Date.UTC(2026, 10, 21, 6, 40, 38) * 1000],
    ["", undefined],
    ["Z", undefined],
    ["yesterday", undefined],
    ["2026-13-41", undefined],
  ])("%j", (text, expected) => {
    expect(parseWhen(text, NOW)).toBe(expected);
  });
});

it("showTime is UTC, or this zone's", () => {
  const time = Date.UTC(2026, 10, 21, 6, 40, 38) * 1000 + 42;
  expect(showTime(time, false)).toBe("2026-11-21 06:40:38.000042");
  const offset = new Date(time / 1000).getTimezoneOffset() * 60e6;
  expect(showTime(time, true)).toBe(showTime(time - offset, false));
});
