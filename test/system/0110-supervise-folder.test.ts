import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { built, stock } from "../helpers/programs.ts";
import { ScanDir, SLEEPER } from "../helpers/scan-dir.ts";
import { needRoot } from "../helpers/suites.ts";
import { waitFor } from "../helpers/wait-for.ts";

let scan: ScanDir;
beforeEach((ctx) => {
  stock(ctx, "svstat");
  scan = new ScanDir();
});
afterEach(() => scan.cleanUp());

const kindOf = (path: string): string => {
  const stat = statSync(path);
  return `${stat.isFIFO() ? "fifo" : stat.isDirectory() ? "dir" : "file"} ${(stat.mode & 0o7777).toString(8)}`;
};
const NOBODY = 65534;
const asNobody = (...argv: string[]): { status: number | null; text: string } => {
  const done = spawnSync("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", ...argv], {
    encoding: "utf8",
  });
  return { status: done.status, text: `${done.stdout}${done.stderr}` };
};

describe("supervise/", () => {
  it("has runit's files with runit's modes", async () => {
    scan.write("a", { run: SLEEPER });
    scan.start();
    await scan.up("a");
    const files = ["", "lock", "control", "ok", "status", "stat", "pid"];
    expect(files.map((f) => `${f} ${kindOf(scan.file("a/supervise", f))}`)).toEqual([
      " dir 700",
      "lock file 600",
      "control fifo 600",
      "ok fifo 600",
      "status file 644",
      "stat file 644",
      "pid file 644",
    ]);
  });

  it("says in twenty bytes what svstat and sv read", async () => {
    scan.write("a", { run: SLEEPER });
    scan.start();
    const before = Math.floor(Date.now() / 1000) - 2;
    const pid = await scan.up("a");
    const status = readFileSync(scan.file("a/supervise/status"));
    expect(status.length).toBe(20);
    const seconds = Number(status.readBigUInt64BE(0) - 0x400000000000000an);
    expect(seconds).toBeGreaterThanOrEqual(before);
    expect(seconds).toBeLessThanOrEqual(Date.now() / 1000);
    expect(status.readUInt32LE(12)).toBe(pid);
    expect([...status.subarray(16)]).toEqual([0, 0x75, 0, 1]);
    expect(scan.text("scan/a/supervise/stat")).toBe("run\n");
    expect(scan.text("scan/a/supervise/pid")).toBe(`${pid}\n`);
    scan.svc("d", "a");
    await scan.is("a", "down, normally up");
    expect([...readFileSync(scan.file("a/supervise/status")).subarray(12)]).toEqual([
      0, 0, 0, 0, 0, 0x64, 0, 0,
    ]);
    expect([scan.text("scan/a/supervise/stat"), scan.text("scan/a/supervise/pid")]).toEqual(["down\n", ""]);
  });

  it("keeps out a second supervisor of any suite, at once, with 111", async (ctx) => {
    const others = [stock(ctx, "supervise"), stock(ctx, "runsv")];
    scan.write("a", { run: SLEEPER });
    scan.start();
    const pid = await scan.up("a");
    for (const command of [...others.map((o) => [o]), [process.execPath, built("supervise")]]) {
      const second = spawnSync(command[0] ?? "", [...command.slice(1), scan.file("a")], {
        encoding: "utf8",
        timeout: 10_000,
      });
      expect([command.at(-1), second.status]).toEqual([command.at(-1), 111]);
      expect(second.stderr).toContain("temporary failure");
    }
    expect(scan.pid("a")).toBe(pid);
  });

  it("waits while another suite supervises the directory, says who is in the way, and then takes over", async (ctx) => {
    const { spawn } = await import("node:child_process");
    scan.write("a", { run: SLEEPER });
    scan.write("b", { run: SLEEPER });
    const other = spawn(stock(ctx, "supervise"), [scan.file("a")], { stdio: "ignore" });
    await waitFor("the other supervisor", () => spawnSync("svok", [scan.file("a")]).status === 0);
    const first = await waitFor(
      "its service",
      () =>
        Number(/pid (\d+)/.exec(execFileSync("svstat", [scan.file("a")], { encoding: "utf8" }))?.[1] ?? 0) ||
        undefined,
    );
    scan.start();
    await scan.up("b");
    await waitFor("the message", () =>
      scan.err.includes("unable to supervise a: somebody else supervises it"),
    );
    scan.svc("dx", "a");
    await waitFor("the other to end", () => other.exitCode !== null);
    expect(await scan.up("a", first)).not.toBe(first);
  });

  it("delegates control to a user by chown, and to nobody else, also after a restart of the monitor", async (ctx) => {
    needRoot(ctx);
    scan.write("a", { run: SLEEPER });
    const child = scan.start();
    let pid = await scan.up("a");
    expect(asNobody("svstat", scan.file("a")).text).toContain("access denied");
    expect(asNobody("svok", scan.file("a")).status).toBe(111);
    chmodSync(scan.file("a/supervise"), 0o755);
    for (const f of ["ok", "control"]) chownSync(scan.file("a/supervise", f), NOBODY, NOBODY);
    expect(asNobody("svok", scan.file("a")).status).toBe(0);
    asNobody("svc", "-t", scan.file("a"));
    pid = await scan.up("a", pid);
    await scan.stop(child);
    scan.start();
    pid = await scan.up("a");
    asNobody("svc", "-t", scan.file("a"));
    await scan.up("a", pid);
    expect(asNobody("svstat", scan.file("a")).text).toContain("up (pid");
  });

  it("is set up by [control]: its user controls, everybody sees", async (ctx) => {
    needRoot(ctx);
    scan.write("a", {
      run: SLEEPER,
      "service.json": '{"format":"svforge.service/1","control":{"user":"nobody","status":"all"}}',
    });
    scan.start();
    const pid = await scan.up("a");
    await waitFor("the owner", () => statSync(scan.file("a/supervise/control")).uid === NOBODY);
    asNobody("svc", "-t", scan.file("a"));
    await scan.up("a", pid);
    const stranger = spawnSync(
      "setpriv",
      ["--reuid=1", "--regid=1", "--clear-groups", "svstat", scan.file("a")],
      { encoding: "utf8" },
    );
    expect(stranger.stdout).toContain("up (pid");
    expect(statSync(scan.file("a/supervise")).uid).toBe(0);
  });

  it("may be a dangling link: the place it names is made (Void's layout)", async () => {
    scan.write("a", { run: SLEEPER });
    mkdirSync(join(scan.root, "run"));
    symlinkSync("../../run/supervise.a", scan.file("a/supervise"));
    scan.start();
    await scan.up("a");
    expect(kindOf(join(scan.root, "run/supervise.a/ok"))).toBe("fifo 600");
  });

  it("keeps its files after the end, and ok then says nobody is there", async () => {
    scan.write("a", { run: SLEEPER });
    const child = scan.start();
    await scan.up("a");
    expect(await scan.stop(child)).toBe(0);
    expect(scan.svstat("a")).toBe("supervise not running");
    expect(spawnSync("svok", [scan.file("a")]).status).toBe(100);
  });
});
