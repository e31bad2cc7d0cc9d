import fc from "fast-check";
import { expect, it } from "vitest";
import { tai64nLabel } from "../../src/protocol/tai.ts";
import { LineLabel } from "../../src/supervise/log-label.ts";

const time = { seconds: 1_795_243_238, nanoseconds: 764_929_500 };
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

it.each([
  [{ timestamp: "tai64n" }, "@400000006b013cf02d97e5dc "],
  [{ timestamp: "iso" }, "2026-11-21T06:40:38.76492 "],
  [{ timestamp: "none" }, ""],
  [{ timestamp: "none", prefix: "web: " }, "web: "],
  [{ timestamp: "iso", prefix: "web: " }, "2026-11-21T06:40:38.76492 web: "],
  [{ timestamp: "tai64n", prefix: "wéb: " }, "@400000006b013cf02d97e5dc wéb: "],
] as const)("%j: %s", (policy, expected) => {
  const label = new LineLabel(policy);
  expect(text(label.at(time))).toBe(expected);
  expect(text(label.at(time))).toBe(expected);
});

it("is made anew for each time", () => {
  const instant = fc.record({
    seconds: fc.integer({ min: 0, max: 2 ** 34 }),
    nanoseconds: fc.integer({ min: 0, max: 999_999_999 }),
  });
  const label = new LineLabel({ timestamp: "tai64n", prefix: "x" });
  fc.assert(
    fc.property(instant, (now) => {
      expect(text(label.at(now))).toBe(`${tai64nLabel(now.seconds, now.nanoseconds)} x`);
    }),
  );
  const iso = new LineLabel({ timestamp: "iso" });
  expect(text(iso.at({ seconds: 0, nanoseconds: 0 }))).toBe("1970-01-01T00:00:00.00000 ");
  expect(text(iso.at({ seconds: 0, nanoseconds: 20_000 }))).toBe("1970-01-01T00:00:00.00002 ");
});
