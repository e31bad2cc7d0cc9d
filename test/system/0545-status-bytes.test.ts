/** supervise/status byte for byte: the same story under runsv and under ours, and what bytes 16 to 19 say at each step. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { built, stock } from "../helpers/programs.ts";
import { endScan, temporaryFolder } from "../helpers/suites.ts";
import { waitFor } from "../helpers/wait-for.ts";

let running: ChildProcess | undefined;
let folder = "";
beforeEach((ctx) => {
  for (const name of ["runsv", "svc"]) stock(ctx, name);
  folder = temporaryFolder();
});
afterEach(() => endScan(running, folder));

const RUN = "#!/bin/sh\ntrap 'touch ../termed' TERM\necho up >../ready\nwhile :; do sleep 0.02; done\n";
const FINISH = "#!/bin/sh\ntouch ../finishing\nwhile [ ! -e ../go ]; do sleep 0.02; done\n";

/** paused, want, got TERM, state; and whether there is a pid. */
function bytes(): string {
  const status = readFileSync(join(folder, "a/supervise/status"));
  const pid = status.readUInt32LE(12) === 0 ? "-" : "pid";
  return `${status.length} ${pid} ${[...status.subarray(16)].join(" ")}`;
}

async function story(command: readonly string[]): Promise<string[]> {
  mkdirSync(join(folder, "a"));
  for (const [file, text] of Object.entries({ run: RUN, finish: FINISH })) {
    writeFileSync(join(folder, "a", file), text);
    chmodSync(join(folder, "a", file), 0o755);
  }
  const [program = "", ...args] = command;
  running = spawn(program, [...args, join(folder, "a")], { stdio: "ignore" });
  const there = (file: string) => waitFor(file, () => existsSync(join(folder, file)));
  const svc = (letters: string) => execFileSync("svc", [`-${letters}`, join(folder, "a")]);
  const seen: string[] = [];
  /** Once the bytes are what the step leads to under runsv, or differ for good under ours. */
  const note = async (step: string, isThere: (bytes: string) => boolean) =>
    seen.push(`${step}: ${await waitFor(step, () => (isThere(bytes()) ? bytes() : undefined))}`);
  await there("ready");
  await note("up", (b) => / pid 0 117 0 1$/.test(b));
  svc("p");
  await note("paused", (b) => / pid 1 /.test(b));
  svc("c");
  await note("continued", (b) => / pid 0 /.test(b));
  svc("t");
  await note("got TERM", (b) => / 1 \d$/.test(b));
  svc("o");
  await note("once", (b) => / 100 /.test(b));
  svc("k");
  await there("finishing");
  await note("finish", (b) => /pid .* 2$/.test(b));
  writeFileSync(join(folder, "go"), "");
  await note("down", (b) => / - .* 0$/.test(b));
  svc("u");
  await note("up again", (b) => / pid 0 117 0 1$/.test(b));
  svc("d");
  await note("stopping", (b) => /pid 0 100 1 \d$/.test(b));
  return seen;
}

it("is runsv's at every step but while a stop is under way (8.14)", async () => {
  const theirs = await story(["runsv"]);
  await endScan(running, folder);
  folder = temporaryFolder();
  const ours = await story([process.execPath, built("supervise")]);
  expect(theirs.at(-1)).toBe("stopping: 20 pid 0 100 1 1");
  expect(ours.at(-1)).toBe("stopping: 20 pid 0 100 1 2");
  expect(ours.slice(0, -1)).toEqual(theirs.slice(0, -1));
});
