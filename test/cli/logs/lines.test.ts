import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linesBefore, linesFrom, offsetOf } from "../../../src/cli/logs/lines.ts";
import type { LogBytes } from "../../../src/os/log-reader.ts";
import { tai64nLabel } from "../../../src/protocol/tai.ts";

function file(text: string): LogBytes {
  const bytes = Buffer.from(text);
  return {
    inode: 1,
    size: () => bytes.length,
    read: (at, size) => bytes.subarray(at, at + size),
    close: () => {},
  };
}

const text = fc.array(
  fc.oneof(fc.constant(""), fc.string({ maxLength: 9 }), fc.constant("x".repeat(70_000))),
  { maxLength: 9 },
);

describe("lines of a file", () => {
  it("come whole, forward and backward", () => {
    fc.assert(
      fc.property(text, fc.boolean(), (parts, isEnded) => {
        const lines = parts.map((line) => line.replaceAll("\n", " "));
        const whole = lines.join("\n") + (isEnded && lines.length > 0 ? "\n" : "");
        const expected = whole === "" ? [] : whole.replace(/\n$/, "").split("\n");
        expect([...linesFrom(file(whole), 0)].map((line) => line.bytes.toString())).toEqual(expected);
        expect([...linesBefore(file(whole), Buffer.byteLength(whole))].map(String).reverse()).toEqual(
          expected,
        );
      }),
      { numRuns: 50 },
    );
  });

  it("an unfinished line is left for later", () => {
    expect([...linesFrom(file("a\nb"), 0, true)].map((line) => line.next)).toEqual([2]);
  });
});

describe("offsetOf", () => {
  const line = (second: number, more = ""): string => `${tai64nLabel(second, 0)} line ${second}${more}\n`;

  it("finds the first line of a time by halving", () => {
    const seconds = Array.from({ length: 500 }, (_, i) => i * 2);
    const log = file(
      seconds.map((second) => line(second, second % 7 === 0 ? "\n  with more\n  lines" : "")).join(""),
    );
    for (const wanted of [0, 1, 2, 333, 334, 997, 998]) {
      const [first] = linesFrom(log, offsetOf(log, wanted * 1e6));
      expect(first?.bytes.toString()).toMatch(new RegExp(`line ${Math.ceil(wanted / 2) * 2}$`));
    }
    expect(offsetOf(log, 999e6)).toBe(log.size());
    expect(offsetOf(file(""), 5)).toBe(0);
  });

  it("reads a few blocks of a huge file, not all", () => {
    let reads = 0;
    const width = line(0).length + 9;
    const count = 50_000_000;
    const at = (i: number): string => `${tai64nLabel(i, 0)} line ${i}`.padEnd(width - 1).slice(0, width - 1);
    const huge: LogBytes = {
      inode: 1,
      size: () => count * width,
      read(from, size) {
        reads++;
        const first = Math.floor(from / width);
        const rows = Array.from(
          { length: Math.min(count - first, Math.ceil(size / width) + 2) },
          (_, i) => `${at(first + i)}\n`,
        );
        const skip = from - first * width;
        return Buffer.from(rows.join("")).subarray(skip, skip + size);
      },
      close: () => {},
    };
    expect(offsetOf(huge, 31_415_926e6)).toBe(31_415_926 * width);
    expect(reads).toBeLessThan(150);
  });
});
