/** `svscan --log`: what has no logger of its own, and what svscan says, is in one log, whatever happens to svscan. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { built } from "../helpers/programs.ts";
import { ScanDir } from "../helpers/scan-dir.ts";
import { waitFor } from "../helpers/wait-for.ts";

let dir: ScanDir;
const path = (name: string): string => join(dir.root, name);

beforeEach(() => {
  dir = new ScanDir();
});
afterEach(() => dir.cleanUp());

const start = (): ChildProcess => dir.start({ args: [`--log=${path("log")}`] });

const service = (name: string, run: string): void => dir.add(name, { run: `#!/bin/sh\n${run}\n` });

const linkTo = (target: string, name: string): void => symlinkSync(target, dir.file(name));

/** All lines of the log without their stamps, rotated files first. */
function lines(): string[] {
  const names = existsSync(path("log")) ? readdirSync(path("log")) : [];
  const files = [...names.filter((name) => name.startsWith("@")).sort(), "current"];
  const text = files.map((name) => dir.text(`log/${name}`)).join("");
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => line.replace(/^@[0-9a-f]{24} /, ""));
}

const numbers = (word: string): number[] =>
  lines()
    .filter((line) => line.startsWith(`${word} `))
    .map((line) => Number(line.slice(word.length + 1)));

const has = (text: string): boolean => lines().some((line) => line.includes(text));

it("has the lines of services without a logger and svscan's own, over kill -9, an upgrade and an orderly end", async () => {
  service("plain", "i=0; while :; do i=$((i+1)); echo out $i; echo err $i >&2; sleep 0.01; done");
  const first = start();
  await waitFor("lines of both", () => numbers("out").length > 20 && numbers("err").length > 20);
  first.kill("SIGKILL");
  await dir.ended(first);
  const second = start();
  const before = numbers("out").length;
  await waitFor("more lines", () => numbers("out").length > before + 20);
  second.kill("SIGUSR2");
  const upgraded = numbers("out").length;
  await waitFor("more lines after the upgrade", () => numbers("out").length > upgraded + 50);
  service("failing", "echo no database >&2; exec sleep 1000");
  await waitFor("a new service's trouble", () => has("no database"));
  await dir.stop(second);
  for (const word of ["out", "err"]) {
    const found = numbers(word);
    expect(found, word).toEqual(found.map((_, i) => i + 1));
  }
  expect(statSync(path("log/current")).mode & 0o777).toBe(0o744);
});

it("has what svscan says, which svforge logs shows", async () => {
  service("a", "exec sleep 1000");
  linkTo("a", "b");
  start();
  await waitFor("svscan's warning in the log", () => has("svscan: warning: b is the same directory as a"));
  expect(dir.err).toBe("");
  const shown = spawnSync(process.execPath, [built("svforge"), "logs", "--scan-dir", dir.path, "svscan"]);
  expect(shown.stdout.toString()).toContain("svscan: warning: b is the same directory as a");
});

it("says it on standard error too while the log cannot be written, and afterwards no more", async () => {
  writeFileSync(path("log"), "in the way");
  service("a", "echo started; exec sleep 1000");
  start();
  await waitFor("the fault", () => dir.err.includes("svscan/log:"));
  linkTo("a", "b");
  await waitFor("the warning", () => dir.err.includes("b is the same directory as a"));
  rmSync(path("log"));
  await waitFor("all of it in the log", () => has("b is the same directory as a") && has("started"));
  await waitFor("the end of the fault", () => dir.err.includes("is written again"));
  const said = dir.err;
  linkTo("a", "c");
  await waitFor("the next warning", () => has("c is the same directory as"));
  expect(dir.err).toBe(said);
});

it("svforge up uses the project's catch-all", async () => {
  writeFileSync(
    path("svforge.toml"),
    `[project]
target = "builtin"
scan-dir = "${dir.path}"
state-dir = "${path("state")}"
catch-all = "${path("log")}"
[service.talker]
script = "echo hello; exec sleep 1000"
log.to = "inherit"
`,
  );
  const child = spawn(process.execPath, [built("svforge"), "up", "--project", dir.root], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let shown = "";
  child.stdout.on("data", (bytes: Buffer) => {
    shown += bytes.toString();
  });
  await waitFor("the line in the log", () => has("hello"));
  await waitFor("the line on the console", () => /svscan +\| hello/.test(shown));
});
