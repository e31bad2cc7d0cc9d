/** `svforge logs` over directories of several loggers. */
import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { built } from "../helpers/programs.ts";
import { waitFor } from "../helpers/wait-for.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "svforge-1006-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Second `n` of 2026-11-21 06:40 UTC as TAI64N. */
const tai = (n: number): string => `@40000000${(0x6b013cca + n).toString(16)}00000000`;
const iso = (n: number): string => `2026-11-21_06:40:${String(n).padStart(2, "0")}.00000`;

function service(name: string, run: string, files: Record<string, string | Buffer>): string {
  const log = join(folder, "scan", name, "log");
  mkdirSync(join(log, "main"), { recursive: true });
  writeFileSync(join(log, "run"), `#!/bin/sh\n${run}\n`, { mode: 0o755 });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(log, "main", file), text);
  return join(log, "main");
}

function threeServices(): void {
  service("a", "exec multilog t ./main", {
    [`${tai(2)}.s`]: `${tai(1)} a one\n`,
    [`${tai(5)}.s.gz`]: gzipSync(`${tai(4)} a four\n  and more\n`),
    current: `${tai(7)} a seven\n`,
  });
  service("b", "exec svlogd -tt ./main", { current: `${iso(2)} b two\n${iso(5)} b five\n${iso(8)} b eight` });
  const dir = service("c", "", { current: "" });
  writeFileSync(join(dir, "current"), `${tai(3)} c three\n${tai(6)} c six\n`);
  writeFileSync(
    join(folder, "scan/c/log/service.json"),
    JSON.stringify({
      format: "svforge.service/1",
      log: { to: { dir }, timestamp: "tai64n", "max-size": 1048576, keep: 10 },
    }),
  );
}

function logs(...args: string[]): string[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [built("svforge"), "logs", "--scan-dir", join(folder, "scan"), ...args],
    { encoding: "utf8" },
  );
  expect(stderr).toBe("");
  return stdout.split("\n").slice(0, -1);
}

const texts = (...args: string[]): string[] =>
  logs("--json", ...args).map((line) => (JSON.parse(line) as { text: string }).text);
const ALL = ["a one", "b two", "c three", "a four", "  and more", "b five", "c six", "a seven", "b eight"];

describe("history", () => {
  beforeEach(threeServices);

  it.each<[string[], string[]]>([
    [[], ALL],
    [["-n", "all"], ALL],
    [["-n", "3"], ALL.slice(-3)],
    [["-n", "6"], ALL.slice(-6)],
    [["-n", "0"], []],
    [["a"], ["a one", "a four", "  and more", "a seven"]],
    [
      ["b", "c", "-n", "2"],
      ["c six", "b eight"],
    ],
    [["--since", "2026-11-21 06:40:04Z"], ALL.slice(3)],
    [["--since", "2026-11-21 06:40:04Z", "--until", "2026-11-21 06:40:06Z"], ALL.slice(3, 6)],
    [["--until", "2026-11-21 06:40:03Z"], ALL.slice(0, 2)],
    [
      ["--until", "2026-11-21 06:40:07Z", "-n", "2"],
      ["b five", "c six"],
    ],
    [["--since", "2026-11-21 06:40:05Z", "-n", "99"], ALL.slice(5)],
    [
      ["--grep", "^[ab] (one|f)"],
      ["a one", "a four", "b five"],
    ],
    [["--grep", "^b", "-n", "1"], ["b eight"]],
  ])("%j", (args, expected) => {
    expect(texts(...args)).toEqual(expected);
  });

  it("names the service when there are several, and the time", () => {
    expect(logs("-n", "1")).toEqual(["b | 2026-11-21 06:40:08.000000 b eight"]);
    expect(logs("-n", "1", "a")).toEqual(["2026-11-21 06:40:07.000000 a seven"]);
  });
});

it("leaves out a file that cannot be read, says so, and shows the others", () => {
  service("a", "exec svlogd -tt ./main", {
    [`${tai(1)}.s.gz`]: Buffer.from("no gzip"),
    [`${tai(2)}.s`]: `${iso(2)} two\n`,
    current: `${iso(3)} three\n`,
  });
  for (const args of [[], ["-n", "all"]]) {
    const run = spawnSync(
      process.execPath,
      [built("svforge"), "logs", "--scan-dir", join(folder, "scan"), ...args],
      { encoding: "utf8" },
    );
    expect(run.stdout).toMatch(/^.* two\n.* three\n$/);
    expect(run.stderr).toMatch(/^svforge logs: \S+\.s\.gz is left out: .*\n$/);
  }
});

it("complains when there is no log at all", () => {
  mkdirSync(join(folder, "scan/mute"), { recursive: true });
  const run = spawnSync(process.execPath, [built("svforge"), "logs", "--scan-dir", join(folder, "scan")], {
    encoding: "utf8",
  });
  expect(run).toMatchObject({ status: 1, stderr: expect.stringContaining("has a log directory") });
});

it("says of a service that is not there, or has no log, where to look", () => {
  const add = (name: string, to: object): void => {
    mkdirSync(join(folder, "scan", name, "log"), { recursive: true });
    const log = { to, timestamp: "tai64n", "max-size": 0, keep: 1 };
    writeFileSync(
      join(folder, "scan", name, "log/service.json"),
      JSON.stringify({ format: "svforge.service/1", log }),
    );
  };
  mkdirSync(join(folder, "scan/mute"), { recursive: true });
  add("relayed", { service: "web" });
  add("sent", { syslog: "/dev/log" });
  add("far", { syslog: "logs.example.org:514" });
  add("new", { dir: join(folder, "not-yet") });
  const run = (...names: string[]) => {
    const argv = [built("svforge"), "logs", "--scan-dir", join(folder, "scan"), ...names];
    const { status, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8" });
    return [status, stderr.replaceAll("svforge logs: ", "")];
  };
  expect(run("mute")).toEqual([1, "mute: has no logger\n"]);
  expect(run("relayed", "sent", "far")).toEqual([
    1,
    expect.stringMatching(
      /^far: .* at logs.example.org:514\nrelayed: .* the log of web\nsent: .* go to syslog at \/dev\/log\n$/,
    ),
  ]);
  expect(run("new")).toEqual([1, `new: nothing is in ${join(folder, "not-yet")} yet\n`]);
  expect(run("nobody")).toEqual([1, `no service nobody in ${join(folder, "scan")}\n`]);
  expect(run("realyed")).toEqual([
    1,
    `no service realyed in ${join(folder, "scan")}; did you mean relayed?\n`,
  ]);
});

it("follows a log across rotation and compression", async () => {
  const main = service("a", "exec svforge log ./main", { current: `${tai(1)} one\n` });
  const child = spawn(process.execPath, [built("svforge"), "logs", "-f", "--scan-dir", join(folder, "scan")]);
  let out = "";
  child.stdout.on("data", (data) => {
    out += data;
  });
  const shown = (text: string) => waitFor(`${text} to be shown`, () => out.includes(text));
  try {
    await shown(" one\n");
    appendFileSync(join(main, "current"), `${tai(2)} two\n${tai(3)} thr`);
    await shown(" two\n");
    appendFileSync(join(main, "current"), "ee\n");
    renameSync(join(main, "current"), join(main, `${tai(3)}.s`));
    writeFileSync(join(main, "current"), `${tai(4)} four\n`);
    await shown(" four\n");
    writeFileSync(join(main, `${tai(3)}.s.gz`), gzipSync(`${tai(2)} two\n${tai(3)} three\n`));
    rmSync(join(main, `${tai(3)}.s`));
    appendFileSync(join(main, "current"), `${tai(5)} five\n`);
    await shown(" five\n");
    expect(out.match(/ \w+\n/g)).toEqual([" one\n", " two\n", " three\n", " four\n", " five\n"]);
  } finally {
    child.kill("SIGKILL");
  }
});
