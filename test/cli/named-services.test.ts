import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { entriesIn, refuseUnknown } from "../../src/cli/named-services.ts";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "named-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const NAMED = { command: "status", known: ["web", "web-log", "db"], where: "in /s" };

it.each<[string[], string]>([
  [["webb"], "svforge status: no service webb in /s; did you mean web?"],
  [["postgres"], "svforge status: no service postgres in /s"],
  [["web", "dbb", "webb"], "svforge status: no service dbb, webb in /s"],
])("%j is refused", (names, message) => {
  expect(() => refuseUnknown(names, NAMED)).toThrow(expect.objectContaining({ code: 1, message }));
});

it("what is known is not refused", () => {
  expect(() => refuseUnknown(["db", "web"], NAMED)).not.toThrow();
});

it("entries are the directories of the scan directory", () => {
  mkdirSync(join(dir, "b"));
  mkdirSync(join(dir, "a", "log"), { recursive: true });
  writeFileSync(join(dir, "file"), "");
  expect(entriesIn(dir, "status").map(({ name, hasLogger }) => [name, hasLogger])).toEqual([
    ["a", true],
    ["b", false],
  ]);
});

it.each<[string, string]>([
  ["gone", "gone does not exist; name it with --scan-dir or SVDIR"],
  ["file", "file: not a directory; name it with --scan-dir or SVDIR"],
])("a scan directory that is none: %s", (name, end) => {
  writeFileSync(join(dir, "file"), "");
  const message = `svforge logs: ${dir}/${end}`;
  expect(() => entriesIn(join(dir, name), "logs")).toThrow(expect.objectContaining({ code: 1, message }));
});
