/** What a clumsy or spiteful hand does to directories that are being supervised: said where it hurts, mended where it can be. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stock } from "../helpers/programs.ts";
import { alive, ScanDir, SLEEPER } from "../helpers/scan-dir.ts";
import { waitFor } from "../helpers/wait-for.ts";

let scan: ScanDir;
beforeEach((ctx) => {
  stock(ctx, "svstat");
  scan = new ScanDir();
});
afterEach(() => scan.cleanUp());

const CAT = "#!/bin/sh\nexec cat >>../../../log\n";
const SPEAKER = "#!/bin/sh\necho start $$\nexec sleep 100000\n";

describe("supervise/ is removed under a running service", () => {
  it("a logged service starts again after a crash, and can be controlled", async () => {
    scan.write("a", { run: SPEAKER, "log/run": CAT });
    scan.start();
    const pid = await scan.up("a");
    await scan.up("a/log");
    rmSync(scan.file("a/supervise"), { recursive: true });
    rmSync(scan.file("a/log/supervise"), { recursive: true });
    process.kill(pid, "SIGKILL");
    const next = await scan.up("a", pid);
    await waitFor("the line", () => scan.lines("log").includes(`start ${next}`));
    scan.svc("t", "a");
    await scan.up("a", next);
  });
});

it("supervise/ is removed under services that go on running: it is made again, for clients and for a successor", async () => {
  const log = {
    format: "svforge.service/1",
    log: { to: { dir: scan.file("a/log/main") }, timestamp: "none", "max-size": 1_000_000, keep: 3 },
  };
  scan.write("a", { run: SPEAKER, "log/service.json": JSON.stringify(log) });
  scan.write("b", { run: SLEEPER });
  const monitor = scan.start();
  const [a, b] = [await scan.up("a"), await scan.up("b")];
  await scan.up("a/log");
  for (const name of ["a", "a/log", "b"]) rmSync(scan.file(name, "supervise"), { recursive: true });
  for (const name of ["a", "a/log", "b"]) {
    await scan.up(name);
    await waitFor("the word", () =>
      scan.err.includes(`somebody removed ${name}/supervise; it is made again`),
    );
  }
  expect([scan.pid("a"), scan.pid("b")]).toEqual([a, b]);
  scan.svc("t", "a");
  const next = await scan.up("a", a);
  await waitFor("the line", () => scan.lines("scan/a/log/main/current").includes(`start ${next}`));
  monitor.kill("SIGKILL");
  await scan.ended(monitor);
  const successor = scan.start();
  await waitFor("the successor", () => scan.record("b")["monitor"] === successor.pid);
  expect([scan.pid("a"), scan.pid("b")]).toEqual([next, b]);
  scan.svc("t", "a");
  const last = await scan.up("a", next);
  await waitFor("the line", () => scan.lines("scan/a/log/main/current").includes(`start ${last}`));
});

it("a directory that is being removed gets no supervise/ back, which would be in the way", async () => {
  scan.write("a", { run: SLEEPER });
  scan.start();
  const pid = await scan.up("a");
  rmSync(scan.file("a/supervise"), { recursive: true });
  // To be started it has to be seen, and then the other's change is.
  scan.add("b", { run: SLEEPER });
  await scan.up("b");
  expect(existsSync(scan.file("a/supervise"))).toBe(false);
  rmSync(scan.file("a"), { recursive: true });
  await waitFor("the end", () => !alive(pid));
});

describe("a run that cannot be run", () => {
  it.each<[string, (path: string) => void]>([
    ["a FIFO", (path) => void execFileSync("mkfifo", ["-m", "755", path])],
    ["a directory", (path) => mkdirSync(path)],
    ["a link to nowhere", (path) => symlinkSync("/nonexistent", path)],
    ["a link to itself", (path) => symlinkSync("run", path)],
    ["a file without mode", (path) => writeFileSync(path, SLEEPER, { mode: 0o000 })],
    ["a file without #!", (path) => writeFileSync(path, "exec sleep 1\n", { mode: 0o755 })],
    [
      "a file with DOS lines",
      (path) => writeFileSync(path, "#!/bin/sh\r\nexec sleep 1\r\n", { mode: 0o755 }),
    ],
    ["an empty file", (path) => writeFileSync(path, "", { mode: 0o755 })],
  ])("%s: it is said, others run, and the right one is started", async (_what, make) => {
    scan.write("a", { run: SLEEPER });
    scan.write("other", { run: SLEEPER });
    scan.start();
    const pid = await scan.up("a");
    rmSync(scan.file("a/run"));
    make(scan.file("a/run"));
    process.kill(pid, "SIGKILL");
    await waitFor("the message", () => scan.err.includes("unable to start a/run"));
    await scan.up("other");
    rmSync(scan.file("a/run"), { recursive: true });
    scan.write("a", { run: SLEEPER });
    await scan.up("a", pid);
  });
});

describe("directories change places", () => {
  it("two that are swapped keep their processes", async () => {
    scan.write("a", { run: SLEEPER });
    scan.write("b", { run: SLEEPER });
    scan.start();
    const [a, b] = [await scan.up("a"), await scan.up("b")];
    for (let i = 0; i < 5; i++) {
      renameSync(scan.file("a"), scan.file("c"));
      renameSync(scan.file("b"), scan.file("a"));
      renameSync(scan.file("c"), scan.file("b"));
    }
    await waitFor("both", () => scan.pid("a") === b && scan.pid("b") === a);
    scan.svc("t", "a");
    await scan.up("a", b);
    expect(alive(a)).toBe(true);
  });

  it("a hundred that are removed at once leave nothing", async () => {
    for (let i = 0; i < 100; i++) scan.write(`s${i}`, { run: SLEEPER, "log/run": CAT });
    const monitor = scan.start();
    const pids: number[] = [];
    for (let i = 0; i < 100; i++) pids.push(await scan.up(`s${i}`), await scan.up(`s${i}/log`));
    const open = (): number => readdirSync(`/proc/${monitor.pid}/fd`).length;
    const before = open();
    spawnSync("sh", ["-c", "rm -rf s*"], { cwd: scan.path });
    await waitFor("their ends", () => pids.every((pid) => !alive(pid)), 40_000);
    await waitFor("their descriptors", () => open() < before - 300);
    scan.add("next", { run: SLEEPER });
    await scan.up("next");
    expect(await scan.stop(monitor)).toBe(0);
  });
});

describe("a monitor that is stopped and goes on", () => {
  it("takes up every end and every byte of the time between; a second one is refused meanwhile", async () => {
    scan.write("a", { run: SLEEPER });
    scan.write("b", { run: SLEEPER });
    const monitor = scan.start();
    const [a, b] = [await scan.up("a"), await scan.up("b")];
    monitor.kill("SIGSTOP");
    process.kill(a, "SIGKILL");
    scan.svc("t", "b");
    scan.add("c", { run: SLEEPER });
    const second = scan.start();
    expect(await scan.ended(second)).toBe(111);
    expect(scan.err).toContain("is already supervised by svscan with pid");
    monitor.kill("SIGCONT");
    await scan.up("a", a);
    await scan.up("b", b);
    await scan.up("c");
  });

  it("killed at any moment of an upgrade, its successor has every service once", async () => {
    const names = Array.from({ length: 12 }, (_, i) => `s${i}`);
    for (const name of names) scan.write(name, { run: SLEEPER, "log/run": CAT });
    let monitor = scan.start();
    const pids = new Map<string, number>();
    for (const name of names) pids.set(name, await scan.up(name));
    for (const pauseMs of [0, 20, 60, 100, 160, 240, 400]) {
      monitor.kill("SIGUSR2");
      // Which step this is does not matter.
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      monitor.kill("SIGKILL");
      await scan.ended(monitor);
      monitor = scan.start();
      await waitFor("the next monitor", () => names.every((n) => scan.record(n)["monitor"] === monitor.pid));
      for (const name of names) expect(scan.pid(name)).toBe(pids.get(name));
    }
    expect(await scan.stop(monitor)).toBe(0);
    for (const pid of pids.values()) expect(alive(pid)).toBe(false);
  });
});

it("a file down that appears while the directory is still half full keeps it from starting", async () => {
  scan.start();
  await waitFor("the monitor", () => scan.text("scan/.svscan/pid") !== "");
  scan.write("a", { data: "" });
  scan.write("a", { down: "", run: SLEEPER });
  await waitFor("supervision", () => existsSync(scan.file("a/supervise/ok")));
  await scan.is("a", "down");
  chmodSync(scan.file("a/run"), 0o755);
  scan.svc("u", "a");
  await scan.up("a");
});
