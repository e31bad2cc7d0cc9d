/** A disk that does not answer: the writers of its logs wait, nobody else does, and it is said once, and once when it is over. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { FreezableDisk } from "../helpers/freezable-disk.ts";
import { LogWorld } from "../helpers/logger.ts";
import { built, stock } from "../helpers/programs.ts";
import { ScanDir } from "../helpers/scan-dir.ts";
import { waitFor } from "../helpers/wait-for.ts";

let scan: ScanDir;
let disk: FreezableDisk | undefined;
let world: LogWorld | undefined;
beforeEach((ctx) => {
  for (const name of ["svc", "svstat"]) stock(ctx, name);
  scan = new ScanDir();
});
afterEach(async () => {
  disk?.remove();
  await world?.remove();
  [disk, world] = [undefined, undefined];
  await scan.cleanUp();
});

const TICKER = "#!/bin/sh\ni=0; while :; do i=$((i+1)); echo $i; sleep 0.01; done\n";

function logged(name: string, dir: string): void {
  const log = { to: { dir }, timestamp: "none", "max-size": 100_000, keep: 100 };
  const json = JSON.stringify({ format: "svforge.service/1", log });
  scan.add(name, { run: TICKER, "log/run": "#!/bin/sh\nexit 1\n", "log/service.json": json });
}

const inOrder = (lines: readonly string[]): boolean =>
  lines.every((line, i) => line === "1" || Number(line) === Number(lines[i - 1]) + 1);
const times = (text: string): number => scan.err.split(text).length - 1;

/** A thread that hangs keeps even a killed process in the table; its other threads are gone. */
const isOver = (pid: number): boolean => {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return true;
  }
};

it("stops its own logs only, and is said once", async (ctx) => {
  disk = new FreezableDisk(ctx, scan.root);
  logged("slow", join(disk.path, "a"));
  logged("fast", join(scan.root, "b"));
  const monitor = scan.start();
  const [slow, fast] = [await scan.up("slow"), await scan.up("fast")];
  const count = (path: string): number => scan.lines(path).length;
  await waitFor("lines of both", () => count("disk/a/current") > 10 && count("b/current") > 10);
  disk.freeze();
  await waitFor("the message", () => scan.err.includes("disk/a does not answer; its writers wait"));
  const before = count("b/current");
  await waitFor("the other log goes on", () => count("b/current") > before + 100);
  scan.svc("t", "fast");
  await scan.up("fast", fast);
  expect(scan.pid("slow")).toBe(slow);
  const status = spawnSync(process.execPath, [built("svforge"), "status", "--scan-dir", scan.path, "slow"]);
  expect(status.stdout.toString()).toContain("does not answer");
  monitor.kill("SIGUSR2");
  await waitFor("the refusal", () => scan.err.includes("not upgraded: the file system of a log"));
  disk.thaw();
  await waitFor("the end of it", () =>
    /slow\/log: the log is written again after \d+ seconds/.test(scan.err),
  );
  const after = count("disk/a/current");
  await waitFor("its log goes on", () => count("disk/a/current") > after + 10);
  expect(times("does not answer;")).toBe(1);
  expect(times("written again")).toBe(1);
  expect(inOrder(scan.lines("disk/a/current"))).toBe(true);
  expect(scan.pid("slow")).toBe(slow);
  expect(await scan.stop(monitor)).toBe(0);
});

it("svscan comes to its end while it hangs, and the next one has every line", async (ctx) => {
  disk = new FreezableDisk(ctx, scan.root);
  logged("slow", join(disk.path, "a"));
  logged("fast", join(scan.root, "b"));
  const monitor = scan.start();
  await scan.up("slow");
  await waitFor("lines", () => scan.lines("disk/a/current").length > 10);
  disk.freeze();
  await waitFor("the message", () => scan.err.includes("does not answer"));
  monitor.kill("SIGTERM");
  await waitFor("svscan's end", () => isOver(monitor.pid ?? 0), 60_000);
  disk.thaw();
  expect(await scan.ended(monitor)).toBe(0);
  const before = scan.lines("disk/a/current").length;
  scan.start();
  await waitFor("more lines", () => scan.lines("disk/a/current").length > before + 10);
  expect(inOrder(scan.lines("disk/a/current"))).toBe(true);
});

it("svforge log says so, ends when it is told to, and loses nothing", async (ctx) => {
  world = new LogWorld();
  disk = new FreezableDisk(ctx, scan.root);
  const dir = join(disk.path, "log");
  const start = () =>
    (world as LogWorld).start([process.execPath, built("svforge"), "log", "--timestamp", "none", dir]);
  const text = (): string => scan.text("disk/log/current");
  const logger = start();
  world.write("one\n");
  await waitFor("the first line", () => text() === "one\n");
  disk.freeze();
  world.write("two\n");
  await waitFor("the message", () => world?.errors.join("").includes("does not answer; its writers wait"));
  logger.kill("SIGTERM");
  await waitFor("its end", () => isOver(logger.pid ?? 0), 60_000);
  disk.thaw();
  await waitFor("the exit", () => logger.exitCode !== null);
  expect(logger.exitCode).toBe(0);
  const next = start();
  world.write("three\n");
  await waitFor("all lines", () => text() === "one\ntwo\nthree\n");
  await world.end(next);
});
