import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stock } from "../helpers/programs.ts";
import { ScanDir, SLEEPER } from "../helpers/scan-dir.ts";
import { waitFor } from "../helpers/wait-for.ts";

let scan: ScanDir;
beforeEach((ctx) => {
  for (const name of ["svc", "svstat", "sv"]) stock(ctx, name);
  scan = new ScanDir();
});
afterEach(() => scan.cleanUp());

const TICKER = "#!/bin/sh\ni=0; while :; do i=$((i+1)); echo $i; sleep 0.01; done\n";
const policy = (more: object = {}): string =>
  JSON.stringify({
    format: "svforge.service/1",
    log: { to: { dir: join(scan.root, "main") }, timestamp: "none", "max-size": 1_000_000, keep: 3, ...more },
  });
const logged = (): string[] => scan.lines("main/current");
const gaps = (lines: readonly string[]): string[] =>
  lines.slice(1).filter((line, i) => line !== "1" && Number(line) !== Number(lines[i]) + 1);

describe("a logger hosted by the monitor", () => {
  it("writes what the service prints and is a service of its own for svc, svstat and sv", async () => {
    scan.write("a", { run: TICKER, "log/run": "#!/bin/sh\nexit 1\n", "log/service.json": policy() });
    const child = scan.start();
    await scan.up("a");
    expect(await scan.up("a/log")).toBe(child.pid);
    await waitFor("lines", () => logged().length > 10);
    expect(execFileSync("sv", ["status", scan.file("a")], { encoding: "utf8" })).toMatch(
      /run: .*a: .*; run: log: /,
    );
    for (const command of ["check", "hup", "alarm", "term", "restart"])
      expect([command, spawnSync("sv", [command, scan.file("a/log")]).status]).toEqual([command, 0]);
    await scan.up("a/log");
    const count = logged().length;
    await waitFor("more lines", () => logged().length > count + 10);
    expect(await scan.stop(child)).toBe(0);
  });

  it("stopped and started by svc, restarted, with a restarting service: no line is lost or doubled", async () => {
    scan.write("a", { run: TICKER, "log/service.json": policy() });
    scan.start();
    const pid = await scan.up("a");
    await scan.up("a/log");
    scan.svc("d", "a/log");
    await scan.is("a/log", "down, normally up");
    scan.svc("u", "a/log");
    await scan.up("a/log");
    scan.svc("t", "a/log");
    await waitFor("lines", () => logged().length > 30);
    expect(gaps(logged())).toEqual([]);
    process.kill(pid, "SIGKILL");
    await scan.up("a", pid);
    await waitFor("the first line of the next", () => logged().lastIndexOf("1") > 0);
    expect(gaps(logged())).toEqual([]);
  });

  it("takes up a policy that was rewritten in place, which no directory shows, at the next look", async () => {
    scan.write("a", { run: TICKER, "log/service.json": policy() });
    const child = scan.start();
    await scan.up("a/log");
    await waitFor("lines", () => logged().length > 5);
    writeFileSync(scan.file("a/log/service.json"), policy({ to: { dir: join(scan.root, "other") } }));
    child.kill("SIGALRM");
    const lines = (): string[] => [...logged(), ...scan.lines("other/current")];
    await waitFor("lines in the other directory", () => scan.lines("other/current").length > 10);
    expect(gaps(lines())).toEqual([]);
  });

  it("goes on after SIGKILL of the monitor without a gap", async () => {
    scan.write("a", { run: TICKER, "log/service.json": policy() });
    const child = scan.start();
    const pid = await scan.up("a");
    await waitFor("lines", () => logged().length > 10);
    child.kill("SIGKILL");
    await scan.ended(child);
    scan.start();
    expect(await scan.up("a")).toBe(pid);
    await scan.up("a/log");
    const count = logged().length;
    await waitFor("more lines", () => logged().length > count + 30);
    expect(gaps(logged())).toEqual([]);
  });

  it("goes on through an in-place upgrade without a gap", async () => {
    scan.write("a", { run: TICKER, "log/service.json": policy() });
    const child = scan.start();
    const pid = await scan.up("a");
    await waitFor("lines", () => logged().length > 10);
    await scan.upgrade(child);
    const count = logged().length;
    await waitFor("more lines", () => logged().length > count + 100);
    expect(gaps(logged())).toEqual([]);
    expect(scan.pid("a")).toBe(pid);
    expect(await scan.stop(child)).toBe(0);
  });

  it("goes on when the new program is gone at the last moment before it takes over", async () => {
    scan.write("a", { run: TICKER, "log/service.json": policy() });
    const node = `${scan.root}/node`;
    copyFileSync(process.execPath, node);
    // The trial of the new program is the last thing that works.
    const hook = `${scan.root}/hook.cjs`;
    writeFileSync(
      hook,
      `if (process.argv[2] === "--version") require("node:fs").unlinkSync(process.execPath);\n`,
    );
    const child = scan.start({
      prefix: ["sh", "-c", `shift; exec ${node} "$@"`, "sh"],
      environment: { NODE_OPTIONS: `--require=${hook}` },
    });
    const pid = await scan.up("a");
    await waitFor("lines", () => logged().length > 10);
    child.kill("SIGUSR2");
    await waitFor("a word on it", () => scan.err.includes(`not upgraded: unable to execute ${node}`));
    const count = logged().length;
    await waitFor("more lines", () => logged().length > count + 30);
    expect(gaps(logged())).toEqual([]);
    expect(scan.pid("a")).toBe(pid);
    expect(await scan.stop(child)).toBe(0);
  });

  it("follows a changed policy without a restart of the service", async () => {
    const { writeFileSync, renameSync } = await import("node:fs");
    scan.write("a", { run: TICKER, "log/service.json": policy() });
    const child = scan.start();
    const pid = await scan.up("a");
    await waitFor("lines", () => logged().length > 5);
    writeFileSync(scan.file("a/log/.new"), policy({ prefix: "new: " }));
    renameSync(scan.file("a/log/.new"), scan.file("a/log/service.json"));
    child.kill("SIGHUP");
    await waitFor("the prefix", () => logged().some((line) => line.startsWith("new: ")));
    expect(scan.pid("a")).toBe(pid);
    expect(gaps(logged().map((line) => line.replace("new: ", "")))).toEqual([]);
  });

  it("has the last words of a service that ends with the monitor", async () => {
    scan.write("a", {
      run: "#!/bin/sh\ntrap 'printf \"last words\"; exit' TERM\necho first\nwhile :; do sleep 0.02; done\n",
      "log/service.json": policy(),
    });
    const child = scan.start();
    await scan.up("a/log");
    await waitFor("the first", () => logged().length === 1);
    expect(await scan.stop(child)).toBe(0);
    expect(logged()).toEqual(["first", "last words"]);
  });

  it("has every line of a service that ends at once, logger not there yet", async () => {
    scan.write("a", {
      run: "#!/bin/sh\n[ -e ../../done ] && exec sleep 100000\ntouch ../../done\nseq 1 500\n",
      "log/service.json": policy(),
    });
    scan.start();
    await waitFor("all lines", () => logged().length === 500);
  });

  it("shows names with --console", async () => {
    scan.write("a", {
      run: "#!/bin/sh\necho hello from a\nexec sleep 100000\n",
      "log/service.json": policy(),
    });
    scan.write("longer", {
      run: SLEEPER,
      "log/service.json": policy({ to: { dir: join(scan.root, "other") } }),
    });
    scan.start({ args: ["--console"] });
    await waitFor(
      "the line",
      () => /^a +\| ?hello from a$/m.test(scan.out) || /a\b.*hello from a/.test(scan.out),
    );
  });
});

describe("faults", () => {
  it("too few descriptors: who gets none waits and says so, the others run, and it heals", async () => {
    for (let i = 0; i < 40; i++) scan.write(`s${i}`, { run: SLEEPER });
    const child = scan.start({
      prefix: [
        "setpriv",
        "--bounding-set=-sys_resource",
        "--inh-caps=-sys_resource",
        "prlimit",
        "--nofile=110:110",
      ],
    });
    await waitFor("the message", () => scan.err.includes("too many open files in this process"));
    expect(scan.err).toMatch(
      /warning: the hard limit on open files is 110, and 40 services need about 232 .*: about 9 of them fit/,
    );
    await waitFor(
      "those that fit",
      () => Array.from({ length: 40 }, (_, i) => scan.pid(`s${i}`)).filter((p) => p > 0).length >= 10,
    );
    // One may just be taken, and gets its `supervise/`.
    for (let i = 0; i < 35; i++)
      await waitFor("a removal", () => spawnSync("rm", ["-rf", scan.file(`s${i}`)]).status === 0);
    for (let i = 35; i < 40; i++) await scan.up(`s${i}`);
    expect(await scan.stop(child)).toBe(0);
  });
});
