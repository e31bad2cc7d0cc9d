import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { recentLines } from "../../../src/cli/logs/recent.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "recent-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A service directory whose logger writes to `to`. */
function service(to: string): { name: string; path: string } {
  const path = join(folder, "web");
  mkdirSync(join(path, "log"), { recursive: true });
  writeFileSync(join(path, "log/run"), `#!/bin/sh\nexec multilog t ${to}\n`);
  return { name: "web", path };
}

it("gives the last lines with their times, oldest first, and nothing a terminal would obey", () => {
  const directory = join(folder, "main");
  mkdirSync(directory);
  const lines = ["one", "two\u001b[2J", "three"].map(
    (text, i) => `@400000006a010000${"0".repeat(7)}${i} ${text}\n`,
  );
  writeFileSync(join(directory, "current"), lines.join(""));
  const recent = recentLines(service(directory), 2);
  expect(recent.directory).toBe(directory);
  expect(recent.lines).toEqual([
    expect.stringMatching(/^2026-\d\d-\d\d \d\d:\d\d:\d\d two\^\[\[2J$/),
    expect.stringMatching(/^2026-\d\d-\d\d \d\d:\d\d:\d\d three$/),
  ]);
});

it("cuts what is too long to be looked at", () => {
  const directory = join(folder, "main");
  mkdirSync(directory);
  writeFileSync(join(directory, "current"), `${"x".repeat(5000)}\n`);
  expect(recentLines(service(directory), 5).lines).toEqual([`${"x".repeat(400)}…`]);
});

it("says why there are none", () => {
  const directory = join(folder, "main");
  expect(recentLines(service(directory), 5).lines).toEqual(["nothing is there yet"]);
  mkdirSync(directory);
  expect(recentLines(service(directory), 5).lines).toEqual(["nothing is in it yet"]);
  writeFileSync(join(folder, "file"), "");
  expect(recentLines(service(join(folder, "file")), 5).lines).toEqual([
    expect.stringContaining("not a directory"),
  ]);
  rmSync(join(folder, "web/log"), { recursive: true });
  expect(recentLines({ name: "web", path: join(folder, "web") }, 5)).toEqual({
    directory: undefined,
    lines: ["has no logger"],
  });
});
