import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { built, stock } from "../helpers/programs.ts";
import { alive, ScanDir, SLEEPER } from "../helpers/scan-dir.ts";
import { waitFor } from "../helpers/wait-for.ts";

let scan: ScanDir;
beforeEach((ctx) => {
  stock(ctx, "svstat");
  scan = new ScanDir();
});
afterEach(() => scan.cleanUp());

const COUNTING = "#!/bin/sh\necho $$ >>../../starts\nexec sleep 100000\n";
const TICKER = "#!/bin/sh\ni=0; while :; do i=$((i+1)); echo $i; sleep 0.01; done\n";
const gaps = (lines: readonly string[]): string[] =>
  lines.slice(1).filter((line, i) => Number(line) !== Number(lines[i]) + 1);

async function kill9(child: ReturnType<ScanDir["start"]>): Promise<void> {
  child.kill("SIGKILL");
  await scan.ended(child);
}

describe("a monitor that was killed and started again (sharp edges 8.1, 8.2)", () => {
  it("adopts what runs: no second instance, ends noticed, control as before", async () => {
    scan.write("a", { run: COUNTING });
    await kill9(await started());
    const pid = Number(scan.lines("starts")[0]);
    expect(alive(pid)).toBe(true);
    scan.start();
    expect(await scan.up("a")).toBe(pid);
    await scan.is("a", "up");
    process.kill(pid, "SIGKILL");
    const next = await scan.up("a", pid);
    expect(scan.lines("starts").length).toBe(2);
    scan.svc("d", "a");
    await scan.is("a", "down, normally up");
    expect(alive(next)).toBe(false);
  });

  it("loses no line and doubles none, logger and service untouched", async () => {
    scan.write("a", { run: TICKER, "log/run": "#!/bin/sh\nexec cat >>../../../log\n" });
    const child = await started();
    const pids = [await scan.up("a"), await scan.up("a/log")];
    await waitFor("lines", () => scan.lines("log").length > 5);
    await kill9(child);
    scan.start();
    expect([await scan.up("a"), await scan.up("a/log")]).toEqual(pids);
    const count = scan.lines("log").length;
    await waitFor("more lines", () => scan.lines("log").length > count + 20);
    expect(gaps(scan.lines("log"))).toEqual([]);
  });

  it("adopts under its new name a directory that was renamed while nobody looked", async () => {
    scan.write("a", { run: COUNTING });
    await kill9(await started());
    const pid = Number(scan.lines("starts")[0]);
    renameSync(scan.file("a"), scan.file("b"));
    scan.start();
    expect(await scan.up("b")).toBe(pid);
    await scan.is("b", "up");
    expect(scan.lines("starts").length).toBe(1);
  });

  it("a directory deleted while nobody looked takes its record along: its process is nobody's, a new directory a new service", async () => {
    scan.write("a", { run: COUNTING });
    await kill9(await started());
    const orphan = Number(scan.lines("starts")[0]);
    rmSync(scan.file("a"), { recursive: true });
    scan.add("a", { run: SLEEPER });
    scan.start();
    const pid = await scan.up("a");
    expect(pid).not.toBe(orphan);
    expect(alive(orphan)).toBe(true);
    process.kill(orphan, "SIGKILL");
  });

  it("keeps stopped what an operator stopped, and starts what died meanwhile", async () => {
    scan.write("a", { run: COUNTING });
    scan.write("b", { run: SLEEPER });
    const child = await started();
    const b = await scan.up("b");
    scan.svc("d", "a");
    await scan.is("a", "down, normally up");
    await kill9(child);
    process.kill(b, "SIGKILL");
    await waitFor("the death", () => !alive(b));
    scan.start();
    await scan.up("b", b);
    await scan.is("a", "down, normally up");
    expect(scan.lines("starts").length).toBe(1);
  });

  it.each([
    ["another process with the same pid", { start: "1" }],
    ["a process of an earlier boot", { boot: "00000000-0000-0000-0000-000000000000" }],
  ])("does not take %s for its own", async (_what, change) => {
    scan.write("a", { run: COUNTING });
    await kill9(await started());
    process.kill(Number(scan.lines("starts")[0]), "SIGKILL");
    const stranger = spawn("sleep", ["100000"], { cwd: scan.root, stdio: "ignore" });
    const path = scan.file("a/supervise/svforge.json");
    const start = readFileSync(`/proc/${stranger.pid}/stat`, "utf8").split(" ")[21];
    const record = { ...JSON.parse(readFileSync(path, "utf8")), pid: stranger.pid, start };
    writeFileSync(path, JSON.stringify({ ...record, ...change }));
    scan.start();
    await waitFor("a new start", () => scan.lines("starts").length === 2);
    expect(await scan.up("a")).not.toBe(stranger.pid);
    scan.svc("dx", "a");
    await waitFor("the end of supervision", () => scan.svstat("a") === "supervise not running");
    expect(alive(stranger.pid ?? 0)).toBe(true);
    stranger.kill("SIGKILL");
  });

  it("does not take a helper that a service left behind in a session of its own for the service", async () => {
    scan.write("a", {
      run: "#!/bin/sh\nsetsid sleep 100000 &\necho $! >>../../helpers\necho $$ >>../../starts\nexec sleep 100000\n",
    });
    await kill9(await started());
    const first = Number(scan.lines("starts")[0]);
    process.kill(first, "SIGKILL");
    scan.start();
    await waitFor("a new start", () => scan.lines("starts").length === 2);
    const [helper, ...more] = scan.lines("helpers").map(Number);
    expect(await scan.up("a", first)).toBe(Number(scan.lines("starts")[1]));
    expect(alive(helper ?? 0)).toBe(true);
    for (const pid of [helper ?? 0, ...more]) if (pid > 1) process.kill(pid, "SIGKILL");
  });

  it("adopts what was started last, where the record still names one that ended and was not reaped", async () => {
    const parent = spawn("sh", ["-c", "sleep 100000 & echo $!; exec sleep 100000"], { cwd: scan.root });
    let said = "";
    parent.stdout.on("data", (data) => (said += data));
    const zombie = await waitFor("its pid", () => said.endsWith("\n") && Number(said));
    const stat = (id = zombie): string[] => readFileSync(`/proc/${id}/stat`, "utf8").split(" ");
    await waitFor("a parent that does not reap", () => stat(parent.pid)[1] === "(sleep)");
    process.kill(zombie, "SIGKILL");
    await waitFor("the zombie", () => stat()[2] === "Z");
    scan.write("a", { run: COUNTING });
    await kill9(await started());
    const pid = Number(scan.lines("starts")[0]);
    const record = {
      ...JSON.parse(scan.text("scan/a/supervise/svforge.json")),
      pid: zombie,
      start: stat()[21],
    };
    writeFileSync(scan.file("a/supervise/svforge.json"), JSON.stringify(record));
    scan.start();
    expect(await scan.up("a")).toBe(pid);
    expect(scan.lines("starts").length).toBe(1);
    parent.kill("SIGKILL");
  });

  it("goes on with all services where its own pid cannot be written, as on a full disk, and writes it later", async () => {
    scan.write("a", { run: COUNTING });
    await kill9(await started());
    const pid = Number(scan.lines("starts")[0]);
    mkdirSync(scan.file(".svscan/pid.new"));
    const child = scan.start();
    await waitFor("a word on it", () => scan.err.includes("unable to write"));
    expect(await scan.up("a")).toBe(pid);
    rmdirSync(scan.file(".svscan/pid.new"));
    await waitFor("its pid", () => scan.text("scan/.svscan/pid") === `${child.pid}\n`);
    expect(scan.lines("starts").length).toBe(1);
  });

  it("a record that is garbage is ignored", async () => {
    scan.write("a", { run: COUNTING, "supervise/svforge.json": '{"format":"svforge.state/1","pid":1' });
    scan.start();
    await scan.up("a");
  });

  async function started(): Promise<ReturnType<ScanDir["start"]>> {
    const child = scan.start();
    await scan.up("a");
    await waitFor("the record", () => scan.record("a").phase === "up" || scan.record("a").phase === "down");
    await waitFor(
      "the note of the start",
      () => scan.lines("starts").length > 0 || scan.lines("log").length > 0,
    );
    return child;
  }
});

describe.each([
  ["killed and started again", "SIGKILL"],
  ["upgraded in place", "SIGUSR2"],
] as const)("a process that is not ready yet, while the monitor is %s", (_what, signal) => {
  /** Says so on descriptor 3 when the file `go` is there; a SIGPIPE would end it. */
  const LATE = "#!/bin/sh\necho $$ >>../../starts\nuntil [ -e ../../go ]; do sleep 0.01; done\n";
  const DEPENDENT = {
    run: "#!/bin/sh\necho $$ >>../../dependents\nexec sleep 100000\n",
    "service.json": '{"format":"svforge.service/1","depends-on":[{"service":"a","condition":"ready"}]}',
  };

  async function replaced(): Promise<void> {
    const child = scan.start();
    await waitFor("the start", () => scan.lines("starts").length === 1 && scan.record("a").phase === "up");
    const first = scan.record("a").monitor;
    if (signal === "SIGKILL") {
      child.kill(signal);
      await scan.ended(child);
      scan.start();
      await waitFor("adoption", () => scan.record("a").monitor !== first);
    } else await scan.upgrade(child);
    await scan.is("a", "up");
  }

  it.each([
    ["", "exec sleep 100000"],
    [" and closes it", "exec 3>&-; exec sleep 100000"],
  ])(
    "is heard on its notification-fd when it says so%s, lives on, and keeps waiting who waits for it",
    async (_also, then) => {
      scan.write("a", { run: `${LATE}echo >&3\n${then}\n`, "notification-fd": "3\n" });
      scan.write("b", DEPENDENT);
      await replaced();
      await waitFor("b is supervised", () => scan.record("b").phase === "blocked");
      expect([scan.record("a").ready, scan.lines("dependents")]).toEqual([false, []]);
      writeFileSync(`${scan.root}/go`, "");
      await waitFor("the dependent", () => scan.lines("dependents").length === 1);
      expect(scan.record("a").ready).toBe(true);
      expect(scan.lines("starts").length).toBe(1);
    },
  );

  it("is heard at its socket: STATUS= goes on to be shown", async () => {
    const say = `perl -MSocket -e 'socket(S,AF_UNIX,SOCK_DGRAM,0); send(S,"STATUS=here I am",0,sockaddr_un($ENV{NOTIFY_SOCKET})) or die'`;
    const json = {
      format: "svforge.service/1",
      ready: { notify: "systemd", "interval-ms": 100, "timeout-ms": null },
    };
    scan.write("a", { run: `${LATE}${say}\nexec sleep 100000\n`, "service.json": JSON.stringify(json) });
    await replaced();
    writeFileSync(`${scan.root}/go`, "");
    await waitFor("the text", () => scan.record("a").text === "here I am");
    expect(scan.lines("starts").length).toBe(1);
  });
});

describe("an in-place upgrade", () => {
  it("keeps pid, children, pipes and state; ends are still noticed with their status", async () => {
    scan.write("a", {
      run: TICKER,
      "log/run": "#!/bin/sh\nexec cat >>../../../log\n",
      finish: "#!/bin/sh\necho $* >>../../finished\n",
    });
    scan.write("down", { run: SLEEPER });
    const child = scan.start();
    const pids = [await scan.up("a"), await scan.up("a/log")];
    await scan.up("down");
    scan.svc("d", "down");
    await scan.is("down", "down, normally up");
    await scan.upgrade(child);
    await scan.is("a", "up");
    await scan.is("down", "down, normally up");
    expect([scan.pid("a"), scan.pid("a/log")]).toEqual(pids);
    const count = scan.lines("log").length;
    await waitFor("more lines", () => scan.lines("log").length > count + 20);
    expect(gaps(scan.lines("log"))).toEqual([]);
    process.kill(pids[0] ?? 0, "SIGKILL");
    await waitFor("finish", () => scan.lines("finished").length === 1);
    expect(scan.lines("finished")[0]).toBe("-1 9 a");
    expect(await scan.stop(child)).toBe(0);
  });

  it("goes on starting what was started in spite of its `down` file, and a single run that waits", async () => {
    scan.write("failing", { run: "#!/bin/sh\necho $$ >>../../starts\nexit 1\n", down: "" });
    const json = '{"format":"svforge.service/1","depends-on":[{"service":"missing","condition":"ready"}]}';
    scan.write("waiting", { run: SLEEPER, "service.json": json, down: "" });
    const child = scan.start();
    await scan.is("waiting", "down");
    scan.svc("u", "failing");
    scan.svc("o", "waiting");
    await waitFor("it waits", () => scan.record("waiting").phase === "blocked");
    await waitFor("a pause", () => scan.record("failing").phase === "delayed");
    const before = scan.lines("starts").length;
    child.kill("SIGUSR2");
    await waitFor("it goes on", () => scan.lines("starts").length > before + 2);
    await waitFor("the wish", () => scan.record("waiting").phase === "blocked");
    expect(scan.record("waiting").want).toBe("once");
  });

  it("`svforge upgrade` returns when the new program serves: who gave up and who waits go on doing so, and say why", async () => {
    const policy = (delayMs: number, attempts: number): string =>
      JSON.stringify({
        format: "svforge.service/1",
        restart: {
          policy: "always",
          "delay-ms": delayMs,
          "max-delay-ms": delayMs,
          "max-attempts": attempts,
          "window-ms": 7_200_000,
          "reset-after-ms": 3_600_000,
          "success-codes": [0],
          "on-give-up": "stop",
        },
      });
    const FAILING = "#!/bin/sh\necho $$ >>../../starts\nexit 3\n";
    scan.write("given-up", { run: FAILING, "service.json": policy(0, 1) });
    scan.write("waiting", { run: FAILING, "service.json": policy(3_600_000, 5) });
    const child = scan.start();
    const svforge = (...args: string[]): string =>
      spawnSync(process.execPath, [built("svforge"), ...args], { encoding: "utf8" }).stdout;
    const status = (): string => svforge("status", "--scan-dir", scan.path);
    const isSaid = (): boolean =>
      /given-up +failed .*gave up after 1 failure; last exit code 3\n/.test(status()) &&
      /waiting +restarting +- .*failure 1 of 5 in 2h; next start in 59m \d+s; last exit code 3\n/.test(
        status(),
      );
    await waitFor("both failures", isSaid);
    expect(svforge("upgrade", scan.path)).toBe(
      `svscan on ${scan.path} (pid ${child.pid}) is now the installed version\n`,
    );
    await waitFor("the same again", isSaid);
    await kill9(child);
    scan.start();
    await waitFor("the same once more", isSaid);
    expect(scan.lines("starts").length).toBe(2);
  });
});
