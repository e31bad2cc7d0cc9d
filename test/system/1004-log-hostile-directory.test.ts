/** A log directory whose owner wants to make root's logger read or write somewhere else. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, type TestContext } from "vitest";
import { LogWorld, withoutStamps } from "../helpers/logger.ts";
import { built } from "../helpers/programs.ts";
import { waitFor } from "../helpers/wait-for.ts";

const NOBODY = 65534;
let world: LogWorld;
let victim = "";

beforeEach((ctx) => {
  world = new LogWorld();
  needsRoot(ctx);
  chmodSync(world.folder, 0o755);
  victim = join(world.folder, "victim");
  writeFileSync(victim, "precious", { mode: 0o600 });
  mkdirSync(world.dir);
  chownSync(world.dir, NOBODY, NOBODY);
});
afterEach(() => world.remove());

function needsRoot(ctx: TestContext): void {
  if (process.getuid?.() !== 0) ctx.skip("playing two users needs root");
}

const TRAPS: Record<string, (path: string) => void> = {
  "a symlink": (path) => symlinkSync(victim, path),
  "a dangling symlink": (path) => symlinkSync(join(world.folder, "new"), path),
  "a hard link": (path) => linkSync(victim, path),
  "a FIFO": (path) => spawnSync("mkfifo", [path]),
  "a directory": (path) => mkdirSync(path),
};

describe.each(Object.entries(TRAPS))("%s", (_what, lay) => {
  it.each(["current", "previous", "processed", "@400000006b016fc72c26e6f8.u", "@400000006b016fc72c26e6f8.s"])(
    "as %s leads nowhere",
    async (name) => {
      lay(join(world.dir, name));
      const logger = world.startOurs("--processor", "cat", "--compress", "gzip");
      world.write("hello\n");
      const current = join(world.dir, "current");
      await waitFor("the line", () => {
        const found = lstatSync(current, { throwIfNoEntry: false });
        return (
          found?.isFile() === true && found.nlink === 1 && readFileSync(current, "utf8").includes("hello")
        );
      });
      await world.end(logger);
      expect(readFileSync(victim, "utf8")).toBe("precious");
      expect(statSync(victim).mode & 0o777).toBe(0o600);
      expect(statSync(join(world.folder, "new"), { throwIfNoEntry: false })).toBeUndefined();
      expect(lstatSync(current).uid).toBe(NOBODY);
    },
  );
});

it("a log path through a user's symlink gets only that user's rights", async () => {
  const theirs = join(world.folder, "theirs");
  const roots = join(world.folder, "roots");
  mkdirSync(theirs);
  mkdirSync(roots, { mode: 0o755 });
  symlinkSync(roots, join(theirs, "log"));
  spawnSync("chown", ["-hR", "nobody", theirs]);
  const logger = world.start([
    process.execPath,
    new URL("../../dist/svforge.cjs", import.meta.url).pathname,
    "log",
    join(theirs, "log"),
  ]);
  await waitFor("a refusal", () => world.errors.join("").includes("access denied"));
  await world.end(logger, "SIGKILL");
  expect(statSync(join(roots, "current"), { throwIfNoEntry: false })).toBeUndefined();
});

it("missing directories above are root's where root made what is there, and the owner's below his", async () => {
  const path = join(world.folder, "a/b/log");
  const logger = world.start([process.execPath, built("svforge"), "log", "--user", "nobody", path]);
  world.write("hello\n");
  await waitFor(
    "the line",
    () => existsSync(join(path, "current")) && statSync(join(path, "current")).size > 0,
  );
  await world.end(logger);
  const ownerOf = (name: string): number => statSync(join(world.folder, name)).uid;
  expect(["a", "a/b", "a/b/log", "a/b/log/current"].map(ownerOf)).toEqual([0, 0, NOBODY, NOBODY]);
  const below = world.start([process.execPath, built("svforge"), "log", join(world.dir, "c/d")]);
  world.write("hello\n");
  await waitFor("the other line", () => existsSync(join(world.dir, "c/d/current")));
  await world.end(below);
  expect([ownerOf("log/c"), ownerOf("log/c/d")]).toEqual([NOBODY, NOBODY]);
});

it("a processor runs as the directory's owner", async () => {
  const logger = world.startOurs("--processor", "id -u -r; id -u; id -G; cat");
  world.write("hello\n");
  await world.awaitLine("hello");
  logger.kill("SIGALRM");
  const isProcessed = (): boolean =>
    world
      .files()
      .map((file) => file.slice(25))
      .join() === ".s,";
  await waitFor("the processed file alone", isProcessed);
  expect(withoutStamps(world.text())).toEqual(["65534", "65534", "65534", "hello"]);
  await world.end(logger);
});
