import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writeFifo } from "../../src/os/fifo-client.ts";
import { SuperviseFolder } from "../../src/os/supervise-folder.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "svforge-supervise-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const LIMIT = 10_000n;
const at = (name: string): string => join(directory, "supervise", name);

function supervised(heard: number[]): SuperviseFolder {
  const folder = SuperviseFolder.open(directory, LIMIT);
  if (folder === undefined) throw new Error("somebody else supervises it");
  folder.writeStatus(new Uint8Array(20), "run\n", "7\n");
  folder.listen((byte) => heard.push(byte), undefined, LIMIT);
  return folder;
}

it("what somebody removed is made again: locked, listened to, and written whole", async () => {
  const heard: number[] = [];
  const folder = supervised(heard);
  expect(folder.restore()).toBe(false);
  rmSync(at(""), { recursive: true });
  expect([folder.restore(), folder.restore()]).toEqual([true, false]);
  expect(SuperviseFolder.open(directory, LIMIT)).toBeUndefined();
  folder.writeStatus(new Uint8Array(20), "run\n", "7\n");
  expect([readFileSync(at("stat"), "utf8"), readFileSync(at("pid"), "utf8")]).toEqual(["run\n", "7\n"]);
  expect(writeFifo(at("control"), "t")).toBe(true);
  await expect.poll(() => heard).toEqual([0x74]);
  folder.close();
});

it("what somebody else has taken meanwhile is his", () => {
  const folder = supervised([]);
  renameSync(at(""), join(directory, "old"));
  const other = SuperviseFolder.open(directory, LIMIT);
  expect(folder.restore()).toBe(false);
  other?.close();
  rmSync(at(""), { recursive: true });
  writeFileSync(join(directory, "supervise"), "");
  expect(() => folder.restore()).toThrow();
  folder.close();
});
