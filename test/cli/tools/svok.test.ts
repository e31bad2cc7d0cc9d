import { closeSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { svok } from "../../../src/cli/tools/svok.ts";
import { openFifo } from "../../../src/os/fifo.ts";
import { recordingIo } from "../../helpers/tool-io.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "svforge-svok-"));
  mkdirSync(join(folder, "a/supervise"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

it("is 0 while somebody reads ok, 100 afterwards and before, without a word", () => {
  const io = recordingIo(folder);
  expect(svok(["a"], io)).toBe(100);
  const fd = openFifo(join(folder, "a/supervise/ok"), 0o600);
  expect(svok(["a"], io)).toBe(0);
  closeSync(fd);
  expect(svok(["a"], io)).toBe(100);
  expect(io.errors).toEqual([]);
});

it("is 111 where it cannot tell, 100 for wrong use", () => {
  const io = recordingIo(folder);
  expect(svok([], io)).toBe(100);
  expect(svok(["nowhere"], io)).toBe(111);
  writeFileSync(join(folder, "file"), "");
  expect(svok(["file"], io)).toBe(111);
  expect(io.errors).toEqual([
    "svok: usage: svok dir",
    "svok: fatal: unable to chdir to nowhere: file does not exist",
    "svok: fatal: unable to chdir to file: not a directory",
  ]);
});
