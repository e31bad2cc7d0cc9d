import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  matchesSamples,
  PROGRESS_SIZE,
  type Progress,
  packProgress,
  packSamples,
  RECORD_SIZE,
  repeatsItself,
  resume,
  unpackProgress,
} from "../../src/supervise/log-progress.ts";

const piece: Progress = {
  from: 100,
  to: 250,
  position: "inside",
  seconds: 1_795_243_238,
  nanoseconds: 764_929_500,
  inode: 4_503_599_627_370_496,
  size: 99_999,
  taking: 0,
};

function packed(progress: Progress): Uint8Array {
  const bytes = new Uint8Array(PROGRESS_SIZE);
  packProgress(new DataView(bytes.buffer), progress);
  return bytes;
}

describe("the record", () => {
  it("comes back as it was", () => {
    for (const position of ["start", "inside", "dropping"] as const)
      expect(unpackProgress(packed({ ...piece, position, taking: 7 }))).toEqual({
        ...piece,
        position,
        taking: 7,
      });
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ["short", (b) => b.subarray(0, 63)],
    ["empty", () => new Uint8Array(PROGRESS_SIZE)],
    ["of another kind", (b) => b.fill(1, 0, 4)],
    ["with an unknown position", (b) => b.fill(9, 7, 8)],
    ["with numbers that are none", (b) => b.fill(255, 8, 16)],
    ["of a piece that ends before it begins", () => packed({ ...piece, from: 251 })],
  ])("is none when %s", (_what, damage) => {
    expect(unpackProgress(damage(packed(piece)))).toBeUndefined();
  });
});

describe("resume", () => {
  const stamp = { seconds: piece.seconds, nanoseconds: piece.nanoseconds };
  const cut = { inode: piece.inode, size: 99_999 };
  const nothing = { ...piece, from: 250 };

  it.each<[string, Progress | undefined, number, Partial<ReturnType<typeof resume>>]>([
    ["begins at 0 without a record", undefined, 9, { from: 0, position: "start", cut: undefined, taking: 0 }],
    ["writes the piece again with its stamp", piece, 250, { from: 100, position: "inside", stamp, cut }],
    ["also when more has arrived", piece, 4000, { from: 100, position: "inside", stamp, cut }],
    ["cuts nothing when there is no file", { ...piece, inode: 0 }, 250, { from: 100, stamp, cut: undefined }],
    ["goes on behind an empty piece", nothing, 300, { from: 250, position: "inside", stamp: undefined, cut }],
    ["begins at 0 after the cut", nothing, 0, { from: 0, position: "inside", stamp: undefined, cut }],
    ["takes out what was written", { ...nothing, taking: 9 }, 250, { taking: 9, stamp: undefined, cut }],
  ])("%s", (_what, progress, staged, expected) => {
    expect(resume(progress, staged)).toMatchObject(expected);
  });
});

describe("samples", () => {
  const record = (text: Uint8Array): Uint8Array => {
    const bytes = new Uint8Array(RECORD_SIZE);
    packSamples(bytes, text);
    return bytes;
  };

  it("know the piece they were made of, whatever its length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 1500 }), (bytes) => {
        expect(matchesSamples(record(bytes), bytes)).toBe(true);
      }),
    );
  });

  it.each([0, 255, 744, 999])("see another byte at %i", (at) => {
    const bytes = new Uint8Array(1000).fill(1);
    const other = bytes.slice().fill(2, at, at + 1);
    expect(matchesSamples(record(bytes), other)).toBe(false);
  });
});

describe("repeatsItself", () => {
  const text = (make: (n: number) => string): Uint8Array =>
    Buffer.from(Array.from({ length: 2000 }, (_, n) => make(n)).join(""));

  it.each<[string, boolean, (n: number) => string]>([
    ["the same line", true, () => "all work and no play makes a dull line of text here\n"],
    ["short same lines", true, () => "y\n"],
    [
      "lines in turn",
      true,
      (n) => `${["one", "two", "three"][n % 3]} of a round of lines that comes again and again\n`,
    ],
    ["numbered lines", false, (n) => `${n} of a row of lines, each with something of its own\n`],
    ["short numbered lines", false, (n) => `${n}\n`],
    ["numbered lines with much in common", false, (n) => `${n} ${"x".repeat(200)}\n`],
  ])("%s: %s", (_what, expected, make) => {
    expect(repeatsItself(text(make))).toBe(expected);
    expect(repeatsItself(text(make).subarray(37))).toBe(expected);
  });
});
