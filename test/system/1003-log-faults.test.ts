/** A log that cannot be written: its writer waits or its oldest lines go, the others do not notice, and it is said. */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, type TestContext } from "vitest";
import { LogWorld, withoutStamps } from "../helpers/logger.ts";
import { built } from "../helpers/programs.ts";
import { waitFor } from "../helpers/wait-for.ts";

let world: LogWorld;
let mounts: string[] = [];
beforeEach(() => {
  world = new LogWorld();
});
afterEach(async () => {
  for (const path of mounts) spawnSync("umount", ["-l", path]);
  mounts = [];
  await world.remove();
});

/** A file system of one megabyte at the log's place. */
function smallDisk(ctx: TestContext): void {
  if (process.getuid?.() !== 0) ctx.skip("mounting needs root");
  mkdirSync(world.dir);
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m,mode=755", "tmpfs", world.dir]);
  if (status !== 0) ctx.skip("no right to mount here");
  mounts.push(world.dir);
}

const said = (text: string) =>
  waitFor(`"${text}" on standard error`, () => world.errors.join("").includes(text));
const times = (text: string): number => world.errors.join("").split(text).length - 1;

describe("a full disk", () => {
  it("makes the writer wait and loses nothing", async (ctx) => {
    smallDisk(ctx);
    writeFileSync(join(world.dir, "ballast"), Buffer.alloc(900_000));
    const logger = world.startOurs("--keep", "1000", "--timestamp", "none");
    const writer = spawn("sh", ["-c", "exec seq 1 40000 >pipe"], { cwd: world.folder });
    await said("out of disk space; its writers wait");
    unlinkSync(join(world.dir, "ballast"));
    await said("nothing is lost");
    await waitFor("all lines", () => world.text().endsWith("\n40000\n"));
    expect(world.text()).toBe(Array.from({ length: 40_000 }, (_, i) => `${i + 1}\n`).join(""));
    expect(writer.exitCode ?? 0).toBe(0);
    expect(times("its writers wait")).toBe(1);
    await world.end(logger);
  });

  it("drops the oldest lines if told so, never a part of one", async (ctx) => {
    smallDisk(ctx);
    writeFileSync(join(world.dir, "ballast"), Buffer.alloc(1_000_000));
    const logger = world.startOurs("--on-full", "drop-oldest", "--timestamp", "none");
    const writer = spawn("sh", ["-c", "exec seq -w 1 400000 >pipe"], { cwd: world.folder });
    await waitFor("the writer's end", () => writer.exitCode === 0);
    expect(times("the oldest lines are dropped")).toBe(1);
    unlinkSync(join(world.dir, "ballast"));
    await said("bytes were dropped");
    world.write("the end\n");
    await world.awaitLine("the end");
    const numbers = world.text().split("\n").slice(0, -2);
    numbers.forEach((number, i) => {
      expect(number).toMatch(/^\d{6}$/);
      if (i > 0) expect(Number(number)).toBeGreaterThan(Number(numbers[i - 1]));
    });
    await world.end(logger);
  });
});

it("a disk without any room is said once, however lines come", async (ctx) => {
  smallDisk(ctx);
  const logger = world.startOurs("--timestamp", "none");
  world.write("first\n");
  await world.awaitLine("first");
  const filled = spawnSync("sh", ["-c", "cat /dev/zero >ballast"], { cwd: world.dir });
  expect(filled.status).not.toBe(0);
  // Longer than the engine waits between two attempts.
  const lines = Array.from({ length: 8 }, (_, i) => `printf '%04000d\\n' ${i}; sleep 0.3`).join("; ");
  const writer = spawn("sh", ["-c", `{ ${lines}; } >pipe`], { cwd: world.folder });
  await waitFor("the writer's end", () => writer.exitCode === 0);
  expect(
    world.errors
      .join("")
      .match(/^.*$/gm)
      ?.filter((line) => line !== ""),
  ).toHaveLength(1);
  unlinkSync(join(world.dir, "ballast"));
  world.write("last\n");
  await world.awaitLine("last");
  await said("nothing is lost");
  await world.end(logger);
});

it("a log directory where nothing can be made is refused at once", () => {
  const words = [built("svforge"), "log", "/proc/nowhere/log"];
  const { status, stderr } = spawnSync(process.execPath, words, {
    encoding: "utf8",
    input: "",
    timeout: 30_000,
  });
  expect([status, stderr]).toEqual([1, expect.stringContaining("unable to use /proc/nowhere/log")]);
});

it("a log that cannot be opened at first is opened when it can be: the failed attempt has let go of it", async (ctx) => {
  smallDisk(ctx);
  // Room for the folder, its lock and what the engine keeps in it; `current` is one too many until the ballast goes.
  expect(spawnSync("mount", ["-o", "remount,nr_inodes=5", world.dir]).status).toBe(0);
  writeFileSync(join(world.dir, "ballast"), "");
  const logger = world.startOurs("--timestamp", "none");
  await said("out of disk space; its writers wait");
  world.write("one\n");
  unlinkSync(join(world.dir, "ballast"));
  await world.awaitLine("one");
  await world.end(logger);
});

describe("a read-only file system", () => {
  const remount = (how: string): void => {
    expect(spawnSync("mount", ["-o", `remount,${how}`, world.dir]).status).toBe(0);
  };

  it("makes the writer wait, is said once, and loses nothing", async (ctx) => {
    smallDisk(ctx);
    const first = world.startOurs("--timestamp", "none");
    world.write("one\n");
    await world.awaitLine("one");
    await world.end(first);
    remount("ro");
    const second = world.startOurs("--timestamp", "none");
    await said("read-only file system; its writers wait");
    world.write("two\n");
    remount("rw");
    await said("nothing is lost");
    await world.awaitLine("two");
    expect(world.text()).toBe("one\ntwo\n");
    expect(times("its writers wait")).toBe(1);
    await world.end(second);
  });
});

it("makes a removed directory again and goes on", async () => {
  const logger = world.startOurs();
  world.write("before\n");
  await world.awaitLine("before");
  rmSync(world.dir, { recursive: true });
  world.write("after\n");
  await world.awaitLine("after");
  expect(times("its writers wait")).toBe(1);
  await said("nothing is lost");
  await world.end(logger);
});

it("waits for a directory that may not be written yet", async (ctx) => {
  if (process.getuid?.() !== 0) ctx.skip("changing owners needs root");
  mkdirSync(world.dir);
  chmodSync(world.folder, 0o755);
  const logger = world.startOurs("--user", "nobody");
  await said("access denied");
  world.write("a\n");
  spawnSync("chown", ["nobody", world.dir]);
  await world.awaitLine("a");
  expect(statSync(join(world.dir, "current")).uid).not.toBe(0);
  expect(withoutStamps(world.text())).toEqual(["a"]);
  await world.end(logger);
});
