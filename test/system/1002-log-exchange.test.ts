/** Directories go from multilog and svlogd to us and back, and people's tools read what we write. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LogWorld, withoutStamps } from "../helpers/logger.ts";
import { stock } from "../helpers/programs.ts";
import { waitFor } from "../helpers/wait-for.ts";

let world: LogWorld;
beforeEach(() => {
  world = new LogWorld();
});
afterEach(() => world.remove());

const isClean = (): boolean => (statSync(join(world.dir, "current")).mode & 0o100) !== 0;

const PEERS = {
  multilog: (program: string) => [program, "t", "./log"],
  svlogd: (program: string) => [program, "-t", "./log"],
} as const;

describe.each(Object.entries(PEERS))("with %s", (name, argv) => {
  it("a cleanly closed log is continued, both ways", async (ctx) => {
    const peer = argv(stock(ctx, name));
    mkdirSync(world.dir);
    for (const [i, command] of [peer, undefined, peer, undefined].entries()) {
      const logger = command === undefined ? world.startOurs() : world.start(command);
      world.write(`a ${i}\nb ${i}\n`);
      await world.awaitLine(`b ${i}`);
      expect(isClean()).toBe(false);
      await world.end(logger);
      expect(isClean()).toBe(true);
    }
    expect(world.files()).toEqual(["current"]);
    expect(withoutStamps(world.text())).toEqual(["a 0", "b 0", "a 1", "b 1", "a 2", "b 2", "a 3", "b 3"]);
  });

  it("a killed logger's file is kept as .u, both ways", async (ctx) => {
    const peer = argv(stock(ctx, name));
    mkdirSync(world.dir);
    for (const [i, command] of [peer, undefined, peer].entries()) {
      const logger = command === undefined ? world.startOurs() : world.start(command);
      world.write(`a ${i}\n`);
      await world.awaitLine(`a ${i}`);
      await world.end(logger, "SIGKILL");
    }
    expect(world.files().map((file) => file.slice(25))).toEqual([".u", ".u", ""]);
    expect(withoutStamps(world.text())).toEqual(["a 0", "a 1", "a 2"]);
  });
});

it("refuses a directory that another logger has locked, and takes it when it is free", async (ctx) => {
  const holder = world.start(PEERS.multilog(stock(ctx, "multilog")));
  world.write("a\n");
  await world.awaitLine("a");
  holder.kill("SIGSTOP");
  const ours = world.startOurs();
  await waitFor("the complaint", () => world.errors.join("").includes("another logger has locked"));
  world.write("b\n");
  await world.end(holder, "SIGKILL");
  await world.awaitLine("b");
  expect(world.errors.join("")).toContain("nothing is lost");
  await world.end(ours);
});

it("completes a rotation that multilog was killed in", async () => {
  mkdirSync(world.dir);
  writeFileSync(join(world.dir, "previous"), "full\n", { mode: 0o744 });
  writeFileSync(join(world.dir, "processed"), "half", { mode: 0o644 });
  const logger = world.startOurs("--timestamp", "none");
  world.write("new\n");
  await world.awaitLine("new");
  await world.end(logger);
  expect(world.files().map((file) => file.slice(25))).toEqual([".s", ""]);
  expect(world.text()).toBe("full\nnew\n");
});

it("writes stamps that tai64nlocal reads", async (ctx) => {
  const tai64nlocal = stock(ctx, "tai64nlocal");
  const logger = world.startOurs();
  const before = Date.now();
  world.write("hello\n");
  await world.awaitLine("hello");
  const { stdout } = spawnSync(tai64nlocal, {
    input: readFileSync(join(world.dir, "current")),
    env: { TZ: "UTC" },
    encoding: "utf8",
  });
  const [, date = "", time = ""] = /^(\S+) (\S+?)\.\d{9} hello\n$/.exec(stdout) ?? [];
  expect(Math.abs(Date.parse(`${date}T${time}Z`) - before)).toBeLessThan(10_000);
  await world.end(logger);
});
