import { expect, it } from "vitest";
import { decodeLogStats, type LogStatsFile } from "../../src/protocol/log-stats.ts";

const stats: LogStatsFile = {
  at: 1000,
  id: "web",
  name: "web",
  bytes: 10,
  bytesPerSecond: 0.5,
  lastRotationMs: null,
  blockedMs: 0,
  droppedBytes: 0,
  fault: null,
};

it("reads what the engine writes", () => {
  expect(decodeLogStats(`${JSON.stringify(stats)}\n`)).toEqual(stats);
  const troubled = { ...stats, lastRotationMs: 900, fault: "no space left on device" };
  expect(decodeLogStats(JSON.stringify(troubled))).toEqual(troubled);
});

it.each([
  "",
  "{",
  "null",
  "[]",
  '"x"',
  JSON.stringify({ ...stats, bytes: "10" }),
  JSON.stringify({ ...stats, fault: 1 }),
])("takes %s for no such file", (text) => expect(decodeLogStats(text)).toBeUndefined());
