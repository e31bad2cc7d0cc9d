/** `svscan --log`: what has no logger of its own, and what svscan says, is in one log, whatever happens to svscan. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { built } from "../helpers/programs.ts";
import { waitFor } from "../helpers/wait-for.ts";

let folder = "";
let monitor: ChildProcess | undefined;
let errors = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "svforge-1007-"));
  mkdirSync(join(folder, "scan"));
});

afterEach(async () => {
  const child = monitor;
  monitor = undefined;
  if (child !== undefined) await end(child, "SIGKILL");
  for (const name of readdirSync(join(folder, "scan"))) {
    const pid = Number(read(`scan/${name}/supervise/pid`));
    if (pid > 0) killIfThere(pid);
  }
  rmSync(folder, { recursive: true, force: true });
});

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {}
}

const read = (name: string): string => {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
};

function service(name: string, run: string): void {
  mkdirSync(join(folder, "scan", name));
  writeFileSync(join(folder, "scan", name, "run"), `#!/bin/sh\n${run}\n`);
  chmodSync(join(folder, "scan", name, "run"), 0o755);
}

function start(log = join(folder, "log")): ChildProcess {
  const child = spawn(process.execPath, [built("svscan"), `--log=${log}`, join(folder, "scan")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  errors = "";
  child.stderr.on("data", (bytes: Buffer) => {
    errors += bytes.toString();
  });
  monitor = child;
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  await waitFor(`the end after ${signal}`, () => child.exitCode !== null || child.signalCode !== null);
}

/** All lines of the log without their stamps, rotated files first. */
function lines(): string[] {
  const names = existsSync(join(folder, "log")) ? readdirSync(join(folder, "log")) : [];
  const files = [...names.filter((name) => name.startsWith("@")).sort(), "current"];
  const text = files.map((name) => read(`log/${name}`)).join("");
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
  start();
  await waitFor("lines of both", () => numbers("out").length > 20 && numbers("err").length > 20);
  await end(monitor as ChildProcess, "SIGKILL");
  start();
  const before = numbers("out").length;
  await waitFor("more lines", () => numbers("out").length > before + 20);
  monitor?.kill("SIGUSR2");
  const upgraded = numbers("out").length;
  await waitFor("more lines after the upgrade", () => numbers("out").length > upgraded + 50);
  service("failing", "echo no database >&2; exec sleep 1000");
  await waitFor("a new service's trouble", () => has("no database"));
  await end(monitor as ChildProcess, "SIGTERM");
  for (const word of ["out", "err"]) {
    const found = numbers(word);
    expect(found, word).toEqual(found.map((_, i) => i + 1));
  }
  expect(statSync(join(folder, "log/current")).mode & 0o777).toBe(0o744);
});

it("has what svscan says, which svforge logs shows", async () => {
  service("a", "exec sleep 1000");
  symlinkTo("a", "b");
  start();
  await waitFor("svscan's warning in the log", () => has("svscan: warning: b is the same directory as a"));
  expect(errors).toBe("");
  const shown = spawnSync(process.execPath, [
    built("svforge"),
    "logs",
    "--scan-dir",
    join(folder, "scan"),
    "svscan",
  ]);
  expect(shown.stdout.toString()).toContain("svscan: warning: b is the same directory as a");
});

it("says it on standard error too while the log cannot be written, and afterwards no more", async () => {
  writeFileSync(join(folder, "log"), "in the way");
  service("a", "echo started; exec sleep 1000");
  start();
  await waitFor("the fault", () => errors.includes("svscan/log:"));
  symlinkTo("a", "b");
  await waitFor("the warning", () => errors.includes("b is the same directory as a"));
  rmSync(join(folder, "log"));
  await waitFor("all of it in the log", () => has("b is the same directory as a") && has("started"));
  await waitFor("the end of the fault", () => errors.includes("is written again"));
  const said = errors;
  symlinkTo("a", "c");
  await waitFor("the next warning", () => has("c is the same directory as"));
  expect(errors).toBe(said);
});

it("svforge up uses the project's catch-all", async () => {
  writeFileSync(
    join(folder, "svforge.toml"),
    `[project]
target = "builtin"
scan-dir = "${folder}/scan"
state-dir = "${folder}/state"
catch-all = "${folder}/log"
[service.talker]
script = "echo hello; exec sleep 1000"
log.to = "inherit"
`,
  );
  const child = spawn(process.execPath, [built("svforge"), "up", "--project", folder], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  monitor = child;
  let shown = "";
  child.stdout.on("data", (bytes: Buffer) => {
    shown += bytes.toString();
  });
  await waitFor("the line in the log", () => has("hello"));
  await waitFor("the line on the console", () => /svscan +\| hello/.test(shown));
});

function symlinkTo(target: string, name: string): void {
  spawnSync("ln", ["-s", target, join(folder, "scan", name)]);
}
