/** Sharp edges of the daemontools family (semantics.md section 8) that have no other home: none of them is ours. */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { built, stock } from "../helpers/programs.ts";
import { alive, ScanDir, SLEEPER } from "../helpers/scan-dir.ts";
import { needRoot } from "../helpers/suites.ts";
import { waitFor } from "../helpers/wait-for.ts";

let scan: ScanDir;
beforeEach((ctx) => {
  for (const name of ["svc", "svstat", "svok", "sv"]) stock(ctx, name);
  scan = new ScanDir();
});
afterEach(() => scan.cleanUp());

const COUNTED = "#!/bin/sh\necho start >>../../starts\nexec sleep 100000\n";
const monitorUp = () => waitFor("the monitor", () => scan.text("scan/.svscan/pid") !== "");

describe("8.5 a directory deleted and made again under a running service", () => {
  it("is a new service: the old one ends, status and control are those of the new one", async () => {
    scan.write("a", { run: COUNTED });
    scan.start();
    const old = await scan.up("a");
    rmSync(scan.file("a"), { recursive: true });
    scan.add("a", { run: COUNTED });
    const pid = await scan.up("a", old);
    await waitFor("the old one to end", () => !alive(old));
    expect(alive(pid)).toBe(true);
    expect(spawnSync("sv", ["-w", "10", "stop", scan.file("a")]).status).toBe(0);
    expect(alive(pid)).toBe(false);
  });
});

describe("8.8 a start for which there is no process", () => {
  it("is tried again until there is one, where daemontools gives up", async (ctx) => {
    needRoot(ctx);
    scan.write("a", { run: SLEEPER });
    // As another user, for root has no limit on processes.
    const other = ["--reuid=64188", "--regid=64188", "--clear-groups", "--no-new-privs"];
    spawnSync("chown", ["-R", "64188", scan.root]);
    const monitor = scan.start({ prefix: ["setpriv", ...other] });
    const pid = await scan.up("a");
    const limit = (soft: string) => {
      const argv = [...other, "prlimit", "--pid", String(monitor.pid), `--nproc=${soft}:`];
      expect(spawnSync("setpriv", argv, { encoding: "utf8" }).stderr).toBe("");
    };
    limit("1");
    process.kill(pid, "SIGKILL");
    await waitFor("what it says", () => scan.err.includes("unable to start a/run"));
    limit("1000");
    await scan.up("a", pid);
  });
});

describe("8.15 sv exit and sv shutdown", () => {
  it("a service that was ended on purpose does not come back running", async () => {
    scan.write("a", { run: COUNTED });
    scan.start();
    await scan.up("a");
    expect(spawnSync("sv", ["-w", "10", "down", scan.file("a")]).status).toBe(0);
    expect(spawnSync("sv", ["-w", "10", "exit", scan.file("a")]).status).toBe(0);
    await waitFor("supervision again", () => spawnSync("svok", [scan.file("a")]).status === 0);
    await scan.is("a", "down, normally up");
    expect(scan.lines("starts").length).toBe(1);
  });
});

describe("8.18 a scan directory with what is no service in it", () => {
  it("supervises only services: neither its own folder nor one directory twice, and a failing service writes nothing", async () => {
    scan.write("a", { run: SLEEPER });
    scan.write("broken", { run: "no first line\n" });
    symlinkSync("a", scan.file("b"));
    scan.start();
    await scan.up("a");
    await waitFor("the first failure", () => scan.err.includes("unable to start broken/run"));
    const attempts = () => scan.text("scan/.svscan/starts");
    const another = async () => {
      const before = attempts();
      await waitFor("another attempt", () => attempts() !== before);
    };
    await another();
    const status = statSync(scan.file("broken/supervise/status")).ino;
    for (let n = 1; n <= 2; n++) await another();
    expect(statSync(scan.file("broken/supervise/status")).ino).toBe(status);
    expect(scan.pid("b")).toBe(scan.pid("a"));
    expect(existsSync(scan.file("supervise"))).toBe(false);
    expect(existsSync(scan.file(".svscan/supervise"))).toBe(false);
  });
});

describe("8.14 sv start while the old process is still being stopped", () => {
  it("says ok only for the new one", async () => {
    scan.write("a", {
      run: "#!/bin/sh\ntrap 'sleep 1; exit 0' TERM\necho ready >>../../starts\nwhile :; do sleep 0.02; done\n",
    });
    scan.start();
    const old = await scan.up("a");
    await waitFor("its trap", () => scan.lines("starts").length === 1);
    scan.svc("d", "a");
    await scan.is("a", "up, want down");
    const started = spawnSync("sv", ["-w", "15", "start", scan.file("a")], { encoding: "utf8" });
    expect([started.status, started.stdout]).toEqual([0, expect.stringMatching(/^ok: run: /)]);
    expect(scan.pid("a")).not.toBe(old);
    expect(alive(old)).toBe(false);
  });
});

describe("8.16 what services print on stderr", () => {
  it("never changes the monitor's command line, and their stderr blocks as any other", async () => {
    scan.write("a", { run: "#!/bin/sh\nseq 1 2000 >&2\nexec sleep 100000\n" });
    const monitor = scan.start();
    const before = readFileSync(`/proc/${monitor.pid}/cmdline`);
    const pid = await scan.up("a");
    await waitFor("the noise", () => scan.err.includes("\n2000\n"));
    expect(readFileSync(`/proc/${monitor.pid}/cmdline`)).toEqual(before);
    const flags = /flags:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/fdinfo/2`, "utf8"))?.[1] ?? "0";
    expect(Number.parseInt(flags, 8) & 0o4000).toBe(0);
  });
});

describe("1.3 signals the monitor's starter ignored", () => {
  it("are heard by services, where the stock suites pass the deafness on", async () => {
    scan.write("a", { run: SLEEPER });
    scan.start({ prefix: ["sh", "-c", 'trap "" INT HUP; exec "$@"', "sh"] });
    const pid = await scan.up("a");
    scan.svc("i", "a");
    await scan.up("a", pid);
  });
});

const hosted = (dir: string) =>
  JSON.stringify({
    format: "svforge.service/1",
    log: { to: { dir }, timestamp: "none", "max-size": 8192, keep: 3 },
  });

describe("8.19 rotated files from a time to come, as after a clock was set back", () => {
  it("what is being written is not taken for the oldest, and rotation goes on", async () => {
    const dir = scan.file("../log");
    mkdirSync(dir);
    for (const n of [1, 2, 3])
      writeFileSync(`${dir}/@400000007fffffff0000000${n}.s`, `old ${n}\n`, { mode: 0o744 });
    scan.write("a", {
      run: "#!/bin/sh\nseq 1 4000\necho done >../../done\nexec sleep 100000\n",
      "log/run": "#!/bin/sh\nexec svlogd main\n",
      "log/service.json": hosted(dir),
    });
    scan.start();
    await waitFor("the end of the writing", () => scan.text("done") !== "");
    await waitFor("the last line", () => scan.text("log/current").endsWith("\n4000\n"));
    const rotated = readdirSync(dir)
      .filter((name) => name.startsWith("@"))
      .sort();
    expect(rotated.length).toBe(3);
    expect(scan.text(`log/${rotated.at(-1)}`)).toMatch(/^\d+\n/);
  });
});

describe("8.20 a last line without its end", () => {
  it("is logged when the service ends and when the monitor does", async () => {
    scan.write("a", {
      run: "#!/bin/sh\nprintf 'one\\nhalf a line'\necho done >../../done\nexec sleep 100000\n",
      "log/run": "#!/bin/sh\nexec svlogd main\n",
      "log/service.json": hosted(scan.file("../log")),
    });
    const monitor = scan.start();
    await waitFor("the end of the writing", () => scan.text("done") !== "");
    expect(await scan.stop(monitor)).toBe(0);
    expect(scan.text("log/current")).toMatch(/^one\nhalf a line\n?$/);
  });
});

describe("8.21 svok on a supervisor that is dead", () => {
  it("answers at once", async () => {
    scan.write("a", { run: SLEEPER });
    const monitor = scan.start();
    await scan.up("a");
    monitor.kill("SIGKILL");
    await scan.ended(monitor);
    const answer = spawnSync(process.execPath, [built("svok"), scan.file("a")], { timeout: 15_000 });
    expect(answer.status).toBe(100);
  });
});

describe("8.22 encore's troubles", () => {
  it("svscan on an empty directory stays, and takes what comes", async () => {
    const monitor = scan.start();
    await monitorUp();
    scan.add("a", { run: SLEEPER });
    await scan.up("a");
    expect(monitor.exitCode).toBeNull();
  });

  it("svc -d, svc -u while it is still ending: it runs again", async () => {
    scan.write("a", {
      run: "#!/bin/sh\ntrap 'sleep 0.3; exit 0' TERM\necho start >>../../starts\nwhile :; do sleep 0.02; done\n",
    });
    scan.start();
    const pid = await scan.up("a");
    await waitFor("its trap", () => scan.lines("starts").length === 1);
    scan.svc("d", "a");
    scan.svc("u", "a");
    await scan.up("a", pid);
    await waitFor("the second start", () => scan.lines("starts").length === 2);
    expect(scan.svstat("a")).toBe("up");
  });
});

describe("8.23 a removed service", () => {
  it("leaves no supervisor behind, and no message for ever", async () => {
    scan.write("a", { run: COUNTED, "log/run": "#!/bin/sh\nexec cat >/dev/null\n" });
    scan.start();
    const [pid, log] = [await scan.up("a"), await scan.up("a/log")];
    renameSync(scan.file("a"), scan.file(".a"));
    await waitFor("both to end", () => !alive(pid) && !alive(log));
    for (const name of [".a", ".a/log"])
      await waitFor(`${name} to be free`, () => spawnSync("svok", [scan.file(name)]).status === 100);
    expect(scan.lines("starts")).toEqual(["start"]);
    expect(scan.err).toBe("");
  });
});

describe("8.25 changes within one second, and a directory time that lies", () => {
  it("are noticed one by one", async () => {
    scan.start();
    await monitorUp();
    utimesSync(scan.path, 1_000_000_000, 1_000_000_000);
    for (let i = 0; i < 12; i++) scan.add(`s${i}`, { run: SLEEPER });
    const pids = [];
    for (let i = 0; i < 12; i++) pids.push(await scan.up(`s${i}`));
    for (let i = 0; i < 12; i++) rmSync(scan.file(`s${i}`), { recursive: true });
    utimesSync(scan.path, 1_000_000_000, 1_000_000_000);
    for (const pid of pids) await waitFor("the end", () => !alive(pid));
  });
});

describe("8.26 exit codes", () => {
  it("svc and svstat are as they always were; svforge says when something is wrong", () => {
    mkdirSync(scan.file("a"));
    const run = (...argv: string[]) =>
      spawnSync(process.execPath, argv, { cwd: scan.path, encoding: "utf8" });
    expect(run(built("svc"), "-u", "./a")).toMatchObject({
      status: 0,
      stderr: expect.stringContaining("unable to control"),
    });
    expect(run(built("svstat"), "./a").status).toBe(0);
    expect(run(built("svforge"), "start", "--scan-dir", scan.path, "a").status).not.toBe(0);
  });
});

describe("8.27 a logger that does not end with its input", () => {
  it("does not keep a removed service for ever", async () => {
    scan.write("a", { run: SLEEPER, "log/run": "#!/bin/sh\nexec sleep 100000\n" });
    scan.start();
    await scan.up("a");
    const log = await scan.up("a/log");
    rmSync(scan.file("a"), { recursive: true });
    await waitFor("the logger to be ended", () => !alive(log), 30_000);
    expect(existsSync(scan.file("a"))).toBe(false);
  });
});
