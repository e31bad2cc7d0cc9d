import { describe, expect, it } from "vitest";
import {
  PROGRESS_SIZE,
  type Progress,
  packProgress,
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
};

function packed(progress: Progress): Uint8Array {
  const bytes = new Uint8Array(PROGRESS_SIZE);
  packProgress(new DataView(bytes.buffer), progress);
  return bytes;
}

describe("the record", () => {
  it("comes back as it was", () => {
    for (const position of ["start", "inside", "dropping"] as const)
      expect(unpackProgress(packed({ ...piece, position }))).toEqual({ ...piece, position });
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
  const none = { ...piece, from: 250 };

  it.each<[string, Progress | undefined, number, ReturnType<typeof resume>]>([
    [
      "begins at 0 without a record",
      undefined,
      9,
      { from: 0, position: "start", stamp: undefined, cut: undefined },
    ],
    [
      "writes the piece again with its stamp",
      piece,
      250,
      { from: 100, position: "inside", stamp, cut: { inode: piece.inode, size: 99_999 } },
    ],
    [
      "also when more has arrived",
      piece,
      4000,
      { from: 100, position: "inside", stamp, cut: { inode: piece.inode, size: 99_999 } },
    ],
    [
      "cuts nothing when there is no file",
      { ...piece, inode: 0 },
      250,
      { from: 100, position: "inside", stamp, cut: undefined },
    ],
    [
      "goes on behind an empty piece",
      none,
      300,
      { from: 250, position: "inside", stamp: undefined, cut: undefined },
    ],
    ["begins at 0 after the cut", none, 0, { from: 0, position: "inside", stamp: undefined, cut: undefined }],
  ])("%s", (_what, progress, staged, expected) => {
    expect(resume(progress, staged)).toEqual(expected);
  });
});
