import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Reporter } from "../../src/runtime/reporter.ts";
import { type Look, ScanLook } from "../../src/runtime/scan-look.ts";

let scan: string;
let said: string[];
let looks: ScanLook;
beforeEach(() => {
  scan = mkdtempSync(join(tmpdir(), "svforge-look-"));
  said = [];
  const reporter = new Reporter("svscan");
  reporter.divert((line) => said.push(line) > 0);
  looks = new ScanLook(scan, reporter, () => false);
});
afterEach(() => rmSync(scan, { recursive: true, force: true }));

function make(count: number): void {
  for (let i = 0; i < count; i++) {
    mkdirSync(join(scan, `s${i}`));
    writeFileSync(join(scan, `s${i}/run`), "#!/bin/sh\n", { mode: 0o755 });
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("a look in pieces", () => {
  it("lets other things come between, and finds what a look at once finds", async () => {
    make(40);
    let look: Look | undefined;
    looks.inPieces((found) => {
      look = found;
    });
    let turns = 0;
    for (; look === undefined; turns++) await turn();
    expect(turns).toBeGreaterThan(2);
    expect(looks.atOnce()?.entries).toEqual(look.entries);
    expect(look.entries.length).toBe(40);
  });

  it("is not told of where everything was looked at once meanwhile", async () => {
    make(40);
    let told = 0;
    looks.inPieces(() => void told++);
    await turn();
    mkdirSync(join(scan, "s99"));
    expect(looks.atOnce()?.entries.length).toBe(41);
    for (let i = 0; i < 20; i++) await turn();
    expect(told).toBe(0);
    looks.inPieces(() => void told++);
    looks.inPieces(() => void told++);
    for (let i = 0; i < 20; i++) await turn();
    expect(told).toBe(1);
  });

  it("that finds no directory says so, and the next one is tried", async () => {
    renameSync(scan, `${scan}.away`);
    looks.inPieces(() => expect.unreachable());
    for (let i = 0; i < 3; i++) await turn();
    expect(looks.atOnce()).toBeUndefined();
    expect(said).toEqual([`svscan: warning: unable to read ${scan}: file does not exist`]);
    renameSync(`${scan}.away`, scan);
    let told = 0;
    looks.inPieces(() => void told++);
    for (let i = 0; i < 3; i++) await turn();
    expect(told).toBe(1);
  });
});

it("knows which entries are as the look before found them", () => {
  make(2);
  looks.atOnce();
  mkdirSync(join(scan, "s1/log"));
  const look = looks.atOnce();
  expect(["s0", "s1", "s2"].map((name) => look?.isSame(name))).toEqual([true, false, false]);
});
