/** Parts of the program and their code caches: used where they fit, and never needed. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cacheOf, cachePath, compilePart } from "../../src/os/load-part.ts";

const dist = new URL("../../dist/", import.meta.url).pathname;
const parts = ["svforge-host", "svforge-project", "svforge-runtime"].map((name) => `${name}.cjs`);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "svforge-start-"));
  for (const name of readdirSync(dist).filter((n) => n.includes(".cjs")))
    cpSync(join(dist, name), join(folder, name));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [join(folder, "svforge.cjs"), ...args], { encoding: "utf8" });

describe("a part of the program", () => {
  it.each(parts)("%s is compiled from the cache that the build left", (name) => {
    const path = join(dist, name);
    const text = readFileSync(path, "utf8");
    expect(compilePart(path, text, cacheOf(path, text)).cachedDataRejected).toBe(false);
  });

  it.each([
    ["is missing", (path: string) => rmSync(path)],
    ["is empty", (path: string) => writeFileSync(path, "")],
    ["is of another build", (path: string) => writeFileSync(path, otherBuild(readFileSync(path)))],
    ["is of another version of V8", (path: string) => writeFileSync(path, otherVersion(readFileSync(path)))],
  ])("runs when its cache %s", (_, spoil) => {
    for (const name of parts) {
      cpSync(cachePath(join(dist, name)), cachePath(join(folder, name)));
      spoil(cachePath(join(folder, name)));
    }
    expect(run("explain", "E0101").stdout).toMatch(/^E0101: /);
    expect(run("check", "--project", folder).status).toBe(3);
  });
});

/** There is no koffi where `folder` is: what loaded it would end. */
it("what only looks does without the C library", () => {
  writeFileSync(join(folder, "svforge.toml"), '[service.a]\ncommand = "a"\n');
  const dirs = ["--scan-dir", join(folder, "scan"), "--state-dir", join(folder, "state")];
  mkdirSync(join(folder, "scan"));
  for (const words of [["status", ...dirs.slice(0, 2)], ["check"], ["plan", ...dirs], ["graph"]]) {
    const project = words[0] === "status" ? [] : ["--project", folder];
    const { status, stderr } = run(...words, ...project);
    expect([words[0], status, stderr]).toEqual([words[0], 0, ""]);
  }
});

/** The text behind it is the same: taken for its own, V8 would run it. */
function otherBuild(cache: Buffer): Buffer {
  cache.writeUInt8(cache.readUInt8(cache.length - 1) ^ 1, cache.length - 1);
  return cache;
}

/** The second word of the header is a hash of V8's version. */
function otherVersion(cache: Buffer): Buffer {
  cache.writeUInt32LE((cache.readUInt32LE(4) ^ 1) >>> 0, 4);
  return cache;
}

describe("svforge without a command it knows", () => {
  it.each([
    [["--version"], 0, /^\d+\.\d+\.\d+\n$/, /^$/],
    [["--help"], 0, /^Usage: svforge .*\n {2}logs {7,}/s, /^$/],
    [["help"], 0, /^Usage: svforge .*\n {2}logs {7,}/s, /^$/],
    [["help", "check"], 0, /^Usage: svforge check /, /^$/],
    [[], 64, /^$/, /^Usage: svforge /],
    [["statu"], 64, /^$/, /unknown command 'statu'\n\(Did you mean status\?\)/],
    [["--nonsense"], 64, /^$/, /unknown option '--nonsense'/],
  ])("%j", (args, code, out, err) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout, stderr }).toEqual({
      status: code,
      stdout: expect.stringMatching(out),
      stderr: expect.stringMatching(err),
    });
  });
});
