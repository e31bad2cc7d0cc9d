import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
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

describe("run", () => {
  it("starts as ./run in its directory, in a session of its own, with the caller's environment and nothing else open", async () => {
    scan.write("a", {
      run: `#!/bin/sh\n{ echo "$0 $# $(pwd)"; echo "$GREETING"; ulimit -n; } >../../report.new\nmv ../../report.new ../../report\nexec sleep 100000\n`,
    });
    scan.start({
      environment: { GREETING: "hallo Bär" },
      prefix: ["sh", "-c", 'ulimit -Sn 700; "$@"; exit $?', "sh"],
    });
    const pid = await scan.up("a");
    const report = await waitFor("the report", () => scan.lines("report").length > 0 && scan.lines("report"));
    expect(report.slice(0, 3)).toEqual([`./run 0 ${scan.file("a")}`, "hallo Bär", "700"]);
    // What the test runner itself leaks is not the monitor's doing.
    const leaked = new Set(
      spawnSync("sh", ["-c", "ls /proc/$$/fd"], { encoding: "utf8" }).stdout.split("\n"),
    );
    await waitFor("sleep", () => readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith("sleep"));
    expect(readdirSync(`/proc/${pid}/fd`).filter((fd) => Number(fd) > 2 && !leaked.has(fd))).toEqual([]);
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/.*\) /, "").split(" ");
    expect([stat[2], stat[3]]).toEqual([String(pid), String(pid)]);
    const signals = readFileSync(`/proc/${pid}/status`, "utf8");
    expect(/SigBlk:\s*(\w+)/.exec(signals)?.[1]).toMatch(/^0+$/);
    expect(Number.parseInt(/SigIgn:\s*(\w+)/.exec(signals)?.[1] ?? "", 16) & 0x1001000).toBe(0);
  });

  it("starts with the caller's limit on open files, however many the monitor itself has open", async () => {
    const names = Array.from({ length: 60 }, (_, i) => `s${i}`);
    for (const name of names)
      scan.write(name, {
        run: `#!/bin/sh\nulimit -n >../../limit-${name}\nexec sleep 100000\n`,
        "log/run": SLEEPER,
      });
    scan.start({ prefix: ["sh", "-c", 'ulimit -Sn 64; "$@"; exit $?', "sh"] });
    for (const name of names) await scan.up(name);
    await waitFor("every limit", () => names.every((name) => scan.lines(`limit-${name}`)[0] === "64"));
    expect(scan.err).toBe("");
  });

  it("is started again at once when it lived a second, otherwise a second after its start", async () => {
    scan.write("quick", { run: "#!/bin/sh\ndate +%s%N >>../../starts\n" });
    scan.start();
    await waitFor("four starts", () => scan.lines("starts").length >= 4);
    const starts = scan.lines("starts").map((ns) => Number(BigInt(ns) / 1_000_000n));
    const gaps = starts.slice(1).map((at, i) => at - (starts[i] ?? 0));
    for (const gap of gaps) expect(gap).toBeGreaterThan(900);
    scan.write("slow", { run: SLEEPER });
    const pid = await scan.up("slow");
    await waitFor("a second to pass", () => Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]) > 0);
    process.kill(pid, "SIGKILL");
    await scan.up("slow", pid);
  });

  it.each([
    ["missing", {}, "file does not exist"],
    ["without #!", { run: "echo hello\n" }, "exec format error"],
    ["with a missing interpreter", { run: "#!/no/such/shell\n" }, "its interpreter does not exist"],
  ])("that is %s is reported once and tried again, and nobody else suffers", async (_what, files, why) => {
    scan.write("good", { run: SLEEPER });
    scan.write("bad", { finish: "#!/bin/sh\necho finish $1 $2 >>../../finished\n", ...files });
    scan.start();
    await scan.up("good");
    await waitFor("two tries", () => scan.lines("finished").length >= 2);
    expect(scan.lines("finished")[0]).toBe("finish 111 0");
    expect(scan.err.split("\n").filter((line) => line.includes("bad/run"))).toEqual([
      `svscan: fatal: unable to start bad/run: ${why}`,
    ]);
    expect(await scan.svstat("bad")).toMatch(/^down, normally up, want up$|^up/);
  });

  it("that is not executable heals itself once it is", async () => {
    scan.write("a", { "run.txt": SLEEPER });
    scan.start();
    const { renameSync, chmodSync } = await import("node:fs");
    renameSync(scan.file("a/run.txt"), scan.file("a/run"));
    chmodSync(scan.file("a/run"), 0o755);
    await scan.up("a");
  });

  it("writes to the monitor's standard output and error", async () => {
    scan.write("a", { run: "#!/bin/sh\necho to out\necho to err >&2\nexec sleep 100000\n" });
    scan.start();
    await waitFor("both lines", () => scan.out.includes("to out") && scan.err.includes("to err"));
  });

  it("of a thousand and one hundred services: no table ends at a thousand (sharp edge 8.3)", async () => {
    for (let i = 0; i < 1100; i++)
      scan.write(`s${i}`, { run: `#!/bin/sh\necho $$ >../../pids.$$\nexec sleep 100000\n` });
    scan.start();
    const count = (): number => readdirSync(scan.root).filter((f) => f.startsWith("pids.")).length;
    await waitFor("all of them", () => count() === 1100, 50_000);
    expect(alive(await scan.up("s1099"))).toBe(true);
  });
});
