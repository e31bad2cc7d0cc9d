/** A reader that goes away, a full disk behind `>`: neither is a crash, and what changes something goes on. */
import { spawn } from "node:child_process";
import { existsSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { built } from "../helpers/programs.ts";
import { temporaryFolder } from "../helpers/suites.ts";

let folder = "";
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const vocabulary = new URL("../../examples/vocabulary", import.meta.url).pathname;

/** Runs `svforge` with this standard output; "gone": a pipe nobody reads. */
function run(output: "gone" | number, ...args: string[]): Promise<{ code: number | null; err: string }> {
  const child = spawn(process.execPath, [built("svforge"), ...args], {
    cwd: folder,
    stdio: ["ignore", output === "gone" ? "pipe" : output, "pipe"],
  });
  if (output === "gone") child.stdout?.destroy();
  let err = "";
  child.stderr?.on("data", (data: Buffer) => {
    err += data.toString();
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, err })));
}

it("a command that only looks ends as SIGPIPE would end it", async () => {
  expect(await run("gone", "graph", "--project", vocabulary)).toEqual({ code: 141, err: "" });
  expect(await run("gone", "--help")).toEqual({ code: 141, err: "" });
});

it("a command that changes something goes on to its end", async () => {
  expect(await run("gone", "init", "web")).toEqual({ code: 0, err: "" });
  expect(existsSync(join(folder, "web/svforge.toml"))).toBe(true);
});

it("a full disk is said", async () => {
  const { code, err } = await run(openSync("/dev/full", "w"), "explain", "E0101");
  expect([code, err]).toEqual([1, "svforge: standard output: out of disk space\n"]);
});
