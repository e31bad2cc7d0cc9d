/** `svforge logs -f` of a log that is flooded, rotates all the time and moves: every line, once, in order. */
import { spawn } from "node:child_process";
import { chmodSync, closeSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LogWorld } from "../helpers/logger.ts";
import { built } from "../helpers/programs.ts";
import { waitFor } from "../helpers/wait-for.ts";

let world: LogWorld;
beforeEach(() => {
  world = new LogWorld();
});
afterEach(() => world.remove());

/** A scan directory whose service `web` logs to `directory`. */
function declare(directory: string): void {
  const folder = join(world.folder, "scan/web/log");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "run"), `#!/bin/sh\nexec svforge log ${directory}\n`);
  chmodSync(join(folder, "run"), 0o755);
}

/** Shows the last `count` lines and follows, into a file; gives what was shown so far. */
function follow(count = "1"): () => string[] {
  const out = join(world.folder, "shown");
  const fd = openSync(out, "w");
  const argv = [built("svforge"), "logs", "-f", "-n", count, "--scan-dir", join(world.folder, "scan")];
  const child = world.start([process.execPath, ...argv], fd);
  closeSync(fd);
  return () => (child.exitCode === null ? world.linesOf(out) : []).map((line) => line.replace(/^.* /, ""));
}

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => String(from + i).padStart(6, "0"));

/** 20,000 lines, in about a second. */
function flood(): void {
  const script =
    "for at in $(seq 0 39); do seq -f %06.0f $((at * 500 + 1)) $((at * 500 + 500)); sleep 0.02; done >pipe";
  spawn("sh", ["-c", script], { cwd: world.folder });
}

it("misses no line of a flood through small files that are compressed", { timeout: 60_000 }, async () => {
  declare(world.dir);
  const logger = world.startOurs("--max-size", "8K", "--keep", "100000", "--compress", "gzip");
  world.write("000000\n");
  await world.awaitLine("000000");
  const shown = follow();
  await waitFor("the first line", () => shown().length === 1);
  flood();
  await waitFor("the last line", () => shown().at(-1) === "020000", 40_000);
  expect(shown()).toEqual(numbers(0, 20_000));
  await world.end(logger);
});

it("shows what is there and goes on, with no line missing, twice or before its turn", {
  timeout: 60_000,
}, async () => {
  declare(world.dir);
  const logger = world.startOurs("--max-size", "8K", "--keep", "100000", "--compress", "gzip");
  flood();
  await waitFor("some files", () => world.files().length > 20);
  const shown = follow("all");
  await waitFor("the last line", () => shown().at(-1) === "020000", 40_000);
  expect(shown()).toEqual(numbers(1, 20_000));
  await world.end(logger);
});

it("goes with the log to another directory, and back", { timeout: 60_000 }, async () => {
  const [one, two] = [world.dir, join(world.folder, "other")];
  declare(one);
  const first = world.startOurs();
  world.write("000001\n");
  await world.awaitLine("000001");
  const shown = follow();
  await waitFor("the first line", () => shown().length === 1);
  await world.end(first);
  declare(two);
  const second = world.start([process.execPath, built("svforge"), "log", two]);
  world.write("000002\n000003\n");
  await waitFor("lines of the new place", () => shown().at(-1) === "000003");
  await world.end(second);
  declare(one);
  const third = world.startOurs();
  world.write("000004\n");
  await waitFor("lines of the old place", () => shown().at(-1) === "000004");
  expect(shown()).toEqual(numbers(1, 4));
  await world.end(third);
});
