/** A log that drops, on a file system hardly larger than one of its files: the newest lines are there, whole and in order. */

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, type TestContext } from "vitest";
import { LogWorld } from "../helpers/logger.ts";
import { built } from "../helpers/programs.ts";
import { waitFor } from "../helpers/wait-for.ts";

let world: LogWorld;
let mounted = false;
beforeEach(() => {
  world = new LogWorld();
});
afterEach(async () => {
  if (mounted) spawnSync("umount", ["-l", world.dir]);
  mounted = false;
  await world.remove();
});

function smallDisk(ctx: TestContext, size: string): void {
  if (process.getuid?.() !== 0) ctx.skip("mounting needs root");
  mkdirSync(world.dir);
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size},mode=755`, "tmpfs", world.dir]);
  if (status !== 0) ctx.skip("no right to mount here");
  mounted = true;
}

/** Numbers from `first` to `last` into the pipe, seven bytes a line. */
const writer = (first: number, last: number): ChildProcess =>
  spawn("sh", ["-c", `exec seq -f %06.0f ${first} ${last} >pipe`], { cwd: world.folder });
const ended = (child: ChildProcess): Promise<unknown> =>
  waitFor("the writer's end", () => child.exitCode === 0, 40_000);
const said = (text: string): Promise<unknown> =>
  waitFor(`"${text}" on standard error`, () => world.errors.join("").includes(text), 20_000);
const times = (text: string): number => world.errors.join("").split(text).length - 1;

/** The log's lines, which must be `last` and those just before it, with none missing. */
function newest(last: number): string[] {
  const lines = world.text().split("\n").slice(0, -1);
  const first = last - lines.length + 1;
  expect(lines).toEqual(Array.from({ length: lines.length }, (_, i) => String(first + i).padStart(6, "0")));
  return lines;
}

describe.each([
  ["64k", 65_536, []],
  ["64k", 65_536, ["--max-size", "8K", "--keep", "20"]],
  ["1m", 1_048_576, []],
])("on %s, %i bytes, with %j", (size, bytes, options) => {
  it("keeps the newest lines, more than half a disk of them, and says so once and once when it ends", async (ctx) => {
    smallDisk(ctx, size);
    const logger = world.startOurs("--on-full", "drop-oldest", "--timestamp", "none", ...options);
    await ended(writer(1, 300_000));
    await waitFor("the last line", () => world.text().endsWith("300000\n"));
    expect(times("the oldest lines are dropped")).toBe(1);
    expect(times("the log is written again")).toBe(0);
    await world.end(logger);
    const kept = newest(300_000);
    expect(kept.length * 7).toBeGreaterThan(bytes / 2);
    const [, dropped] =
      /the log is written again; (\d+) bytes were dropped/.exec(world.errors.join("")) ?? [];
    expect(Number(dropped) + kept.length * 7).toBe(300_000 * 7);
    expect(times("the log is written again")).toBe(1);
  });
});

it("goes on dropping without a word, and says when there is room again", async (ctx) => {
  smallDisk(ctx, "1m");
  writeFileSync(join(world.dir, "ballast"), Buffer.alloc(900_000));
  const options = ["--max-size", "16K", "--keep", "3"];
  const logger = world.startOurs("--on-full", "drop-oldest", "--timestamp", "none", ...options);
  writeFileSync(join(world.dir, "more"), Buffer.alloc(90_000));
  await ended(writer(1, 50_000));
  await said("the oldest lines are dropped");
  // For longer than the engine waits between two looks.
  const more = "for at in 5 6 7; do sleep 0.7; seq -f %06.0f ${at}0001 $((at + 1))0000; done >pipe";
  await ended(spawn("sh", ["-c", more], { cwd: world.folder }));
  await waitFor("the last line", () => world.text().endsWith("080000\n"));
  expect(world.errors.join("").trim().split("\n")).toEqual([expect.stringContaining("are dropped")]);
  newest(80_000);
  for (const name of ["ballast", "more"]) unlinkSync(join(world.dir, name));
  await said("bytes were dropped");
  await ended(writer(80_001, 80_010));
  await waitFor("the last line", () => world.text().endsWith("080010\n"));
  newest(80_010);
  await world.end(logger);
  expect(world.errors.join("").trim().split("\n")).toHaveLength(2);
});

it("a file that cannot be compressed for want of room stays as it is, and no descriptor is closed twice", async (ctx) => {
  smallDisk(ctx, "64k");
  const logger = world.startOurs("--timestamp", "none", "--compress", "gzip");
  // Random letters do not shrink to what is left.
  const lines = `${randomBytes(12_000).toString("hex")}\nend\n`;
  world.write(lines);
  await world.awaitLine("end");
  spawnSync("sh", ["-c", "cat /dev/zero >ballast; truncate -s -4096 ballast"], { cwd: world.dir });
  logger.kill("SIGALRM");
  await said("unable to archive");
  await world.end(logger);
  expect(world.errors.join("")).not.toMatch(/EBADF|unmanaged/);
  expect(world.files().filter((name) => name.endsWith(".t"))).toEqual([]);
  expect(world.text()).toBe(lines);
});

it("standard input that is no pipe: what was read and finds no room is written when there is some", async (ctx) => {
  smallDisk(ctx, "1m");
  // Node's "pipe" is a socket.
  const logger = spawn(process.execPath, [built("svforge"), "log", "--timestamp", "none", world.dir]);
  try {
    logger.stderr.on("data", (data) => world.errors.push(String(data)));
    logger.stdin.write("first\n");
    await world.awaitLine("first");
    spawnSync("sh", ["-c", "cat /dev/zero >ballast"], { cwd: world.dir });
    const lines = Array.from({ length: 20_000 }, (_, i) => String(i).padStart(6, "0"));
    logger.stdin.write(`${lines.join("\n")}\n`);
    await said("its writers wait");
    unlinkSync(join(world.dir, "ballast"));
    await waitFor("the last line", () => world.text().endsWith("019999\n"));
    expect(world.text().split("\n")).toEqual(["first", ...lines, ""]);
    await said("the log is written again; nothing is lost");
    logger.stdin.end();
    await waitFor("the logger's end", () => logger.exitCode === 0);
    expect(times("the log is written again; nothing is lost")).toBe(1);
  } finally {
    logger.kill("SIGKILL");
  }
});
