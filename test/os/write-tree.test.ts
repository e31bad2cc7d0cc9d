import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ForeignFolderError, type PlainDirectory, writeDirectories } from "../../src/os/write-tree.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "svforge-test-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const directory = (dirName: string, text = "x"): PlainDirectory => ({
  dirName,
  entries: [
    { path: "log", kind: "dir" },
    { path: "log/run", kind: "file", mode: 0o755, content: bytes(text) },
    { path: "link", kind: "symlink", target: "/run/elsewhere" },
    { path: "notes", kind: "file", mode: 0o644, content: bytes("") },
  ],
});
const modeOf = (path: string): string => (statSync(join(folder, path)).mode & 0o7777).toString(8);

it("writes files, links and modes", () => {
  writeDirectories(join(folder, "new/out"), [directory("web")]);
  expect(readFileSync(join(folder, "new/out/web/log/run"), "utf8")).toBe("x");
  expect(readlinkSync(join(folder, "new/out/web/link"))).toBe("/run/elsewhere");
  expect(["web", "web/log", "web/log/run", "web/notes"].map((path) => modeOf(`new/out/${path}`))).toEqual([
    "755",
    "755",
    "755",
    "644",
  ]);
});

it("modes are exact below a folder that hands down its group", () => {
  chmodSync(folder, 0o2755);
  writeDirectories(folder, [directory("web")]);
  expect(["web", "web/log", "web/log/run", "web/notes"].map(modeOf)).toEqual(["755", "755", "755", "644"]);
});

it("replaces what it wrote, and removes what is gone", () => {
  writeDirectories(folder, [directory("web"), directory("db")]);
  writeDirectories(folder, [directory("web", "second")]);
  expect(readdirSync(folder).sort()).toEqual([".svforge-build", "web"]);
  expect(readFileSync(join(folder, "web/log/run"), "utf8")).toBe("second");
});

it("goes on where an earlier write was cut short", () => {
  writeDirectories(folder, [directory("web"), directory("db")]);
  rmSync(join(folder, "web"), { recursive: true });
  mkdirSync(join(folder, "web"));
  writeDirectories(folder, [directory("web")]);
  expect(readdirSync(folder).sort()).toEqual([".svforge-build", "web"]);
});

it("leaves a folder alone that holds anything else", () => {
  writeFileSync(join(folder, "mine"), "x");
  expect(() => writeDirectories(folder, [directory("web")])).toThrow(ForeignFolderError);
  rmSync(join(folder, "mine"));
  writeDirectories(folder, [directory("web")]);
  mkdirSync(join(folder, "added-by-hand"));
  expect(() => writeDirectories(folder, [])).toThrow(/added-by-hand/);
  expect(readdirSync(folder).sort()).toEqual([".svforge-build", "added-by-hand", "web"]);
});

it("leaves a supervised directory alone", () => {
  writeDirectories(folder, [directory("web")]);
  mkdirSync(join(folder, "web/log/supervise"));
  expect(() => writeDirectories(folder, [directory("web")])).toThrow(/log\/supervise exists/);
});
