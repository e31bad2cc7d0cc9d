import { describe, expect, it } from "vitest";
import { parseStamp, tai64nMicroseconds } from "../../src/protocol/log-stamp.ts";

const TIME = Date.UTC(2026, 10, 21, 6, 40, 38) * 1000;

describe("parseStamp", () => {
  it.each([
    ["@400000006b013cf02bd0fcd4 hi", { time: TIME + 735_116, length: 26 }],
    ["2026-11-21_06:40:38.75156 hi", { time: TIME + 751_560, length: 26 }],
    ["2026-11-21T06:40:38.76492 hi", { time: TIME + 764_920, length: 26 }],
    ["2026-11-21 06:40:38.764923456 hi", { time: TIME + 764_923, length: 30 }],
    ["2026-11-21T06:40:38 hi", { time: TIME, length: 20 }],
    ["2026-11-21T06:40:38Z hi", { time: TIME, length: 21 }],
    ["@400000006b013cf02bd0fcd4", undefined],
    ["@bad", undefined],
    ["@400000006b013cf0ffffffff hi", undefined],
    ["2026-11-21 said nothing", undefined],
    ["hello", undefined],
    ["", undefined],
  ])("%j", (line, expected) => {
    expect(parseStamp(Buffer.from(line))).toEqual(expected);
  });
});

it("refuses digits of another age of the world", () => {
  expect(tai64nMicroseconds("000000000000000000000000")).toBeUndefined();
  expect(tai64nMicroseconds("400000000000000a00000000")).toBe(0);
});
