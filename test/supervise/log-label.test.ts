import { expect, it } from "vitest";
import { lineLabel } from "../../src/supervise/log-label.ts";

const time = { seconds: 1_795_243_238, nanoseconds: 764_929_500 };

it.each([
  [{ timestamp: "tai64n" }, "@400000006b013cf02d97e5dc "],
  [{ timestamp: "iso" }, "2026-11-21T06:40:38.76492 "],
  [{ timestamp: "none" }, ""],
  [{ timestamp: "none", prefix: "web: " }, "web: "],
  [{ timestamp: "iso", prefix: "web: " }, "2026-11-21T06:40:38.76492 web: "],
] as const)("%j: %s", (policy, expected) => {
  expect(lineLabel(policy, time)).toBe(expected);
});
