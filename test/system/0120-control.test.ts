import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
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

/** Notes every signal it gets; ends on TERM only. */
const LISTENER = `#!/bin/sh
for s in HUP INT QUIT USR1 USR2 ALRM CONT; do trap "echo $s >>../../signals" $s; done
trap 'echo TERM >>../../signals; exit 0' TERM
echo start >>../../signals
while :; do sleep 0.02; done
`;

const sv = (command: string, name: string): { code: number | null; text: string } => {
  const done = spawnSync("sv", ["-w", "10", command, scan.file(name)], { encoding: "utf8" });
  return {
    code: done.status,
    text: (done.stdout + done.stderr).replaceAll(/\(pid \d+\) \d+s|: \d+s/g, "").trim(),
  };
};
const processState = (pid: number): string =>
  readFileSync(`/proc/${pid}/stat`, "utf8").replace(/.*\) /, "").slice(0, 1);

describe("control bytes", () => {
  it("reach the process as the signals they stand for", async () => {
    scan.write("a", { run: LISTENER });
    scan.start();
    await scan.up("a");
    await waitFor("the traps", () => scan.lines("signals").includes("start"));
    for (const [letter, signal] of [
      ["h", "HUP"],
      ["i", "INT"],
      ["a", "ALRM"],
      ["c", "CONT"],
    ] as const) {
      scan.svc(letter, "a");
      await waitFor(signal, () => scan.lines("signals").includes(signal));
    }
    for (const [letter, signal] of [
      ["q", "QUIT"],
      ["1", "USR1"],
      ["2", "USR2"],
    ] as const) {
      sv({ q: "quit", "1": "1", "2": "2" }[letter] ?? "", "a");
      await waitFor(signal, () => scan.lines("signals").includes(signal));
    }
  });

  it("d stops with TERM and CONT, u starts, o runs once, x ends supervision when down", async () => {
    scan.write("a", { run: LISTENER });
    scan.start();
    let pid = await scan.up("a");
    await waitFor("the traps", () => scan.lines("signals").includes("start"));
    scan.svc("d", "a");
    await scan.is("a", "down, normally up");
    expect(scan.lines("signals")).toContain("TERM");
    scan.svc("u", "a");
    pid = await scan.up("a", pid);
    scan.svc("d", "a");
    await scan.is("a", "down, normally up");
    scan.svc("o", "a");
    pid = await scan.up("a", pid);
    process.kill(pid, "SIGKILL");
    await scan.is("a", "down, normally up");
    scan.svc("x", "a");
    await waitFor("the end of supervision", () => scan.svstat("a") === "supervise not running");
  });

  it("p and c stop and continue; k kills and the restart is unpaused; t waits for CONT", async () => {
    scan.write("a", { run: SLEEPER });
    scan.start();
    const pid = await scan.up("a");
    scan.svc("p", "a");
    await waitFor("the stop", () => processState(pid) === "T");
    await scan.is("a", "up, paused");
    scan.svc("c", "a");
    await waitFor("the go", () => processState(pid) === "S");
    scan.svc("p", "a");
    await waitFor("the stop", () => processState(pid) === "T");
    scan.svc("k", "a");
    const next = await scan.up("a", pid);
    await scan.is("a", "up");
    expect(processState(next)).toBe("S");
  });

  it("several at once in the order given: -du is a restart", async () => {
    scan.write("a", { run: SLEEPER });
    scan.start();
    const pid = await scan.up("a");
    scan.svc("du", "a");
    await scan.up("a", pid);
    await scan.is("a", "up");
  });

  it("mean nothing when unknown, and never end or slow the monitor", async () => {
    scan.write("a", { run: SLEEPER });
    scan.start();
    const pid = await scan.up("a");
    const { writeFileSync } = await import("node:fs");
    writeFileSync(scan.file("a/supervise/control"), "zZ\0\nwy+=".repeat(400));
    scan.svc("d", "a");
    await scan.is("a", "down, normally up");
    expect(scan.pid("a")).not.toBe(pid);
  });

  it("down is heeded at the start, and u overrides it", async () => {
    scan.write("a", { run: SLEEPER, down: "" });
    scan.start();
    await scan.is("a", "down");
    scan.svc("u", "a");
    await scan.up("a");
    expect(scan.svstat("a")).toBe("up, normally down");
  });
});

describe.each([
  ["a service", "a"],
  ["its logger", "a/log"],
])("the stock sv on %s", (_what, name) => {
  it("knows every command", async () => {
    scan.write("a", { run: SLEEPER, "log/run": "#!/bin/sh\nexec cat >/dev/null\n" });
    scan.start();
    await scan.up("a");
    let pid = await scan.up(name);
    const label = scan.file(name);
    expect(sv("status", name).text).toContain(`run: ${label}: `.slice(0, -2));
    expect(sv("up", name)).toMatchObject({ code: 0 });
    expect(sv("check", name).code).toBe(0);
    expect(sv("pause", name).code).toBe(0);
    expect(sv("cont", name).code).toBe(0);
    for (const command of ["term", "kill", "restart", "force-restart"]) {
      expect([command, sv(command, name).code]).toEqual([command, 0]);
      pid = await scan.up(name, pid);
    }
    expect(sv("hup", name).code).toBe(0);
    pid = await scan.up(name, 0);
    expect(sv("down", name).code).toBe(0);
    expect(sv("status", name).text).toMatch(/^down: /);
    expect(sv("once", name).code).toBe(0);
    expect(sv("force-stop", name).code).toBe(0);
    expect(sv("exit", name).code).toBe(0);
    await waitFor("runsv not running", () => sv("status", name).text.includes("runsv not running"));
  });
});
