/** With many services programs start from a thread that has few descriptors open: no service can tell the difference. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stock } from "../helpers/programs.ts";
import { ScanDir, SLEEPER } from "../helpers/scan-dir.ts";
import { processesIn } from "../helpers/suites.ts";
import { waitFor } from "../helpers/wait-for.ts";

let scan: ScanDir;
beforeEach((ctx) => {
  stock(ctx, "svstat");
  scan = new ScanDir();
});
afterEach(() => scan.cleanUp());

const MANY = 210;
const REPORTER = `#!/bin/sh
{ echo "$0 $# $(pwd)"; echo "$GREETING"; ulimit -n; ls /proc/self/fd | wc -l; grep -E "Sig(Blk|Ign)" /proc/self/status; } >../../report.new
echo to the log
mv ../../report.new ../../report
exec sleep 100000
`;

/** Descriptors of each thread of the process. */
const tables = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).map((thread) => readdirSync(`/proc/${pid}/task/${thread}/fd`).length);

describe("starting from a thread", () => {
  it("gives a service the directory, environment, limit, signals and output it always gets, and hears of its end", async () => {
    for (let i = 0; i < MANY; i++) scan.write(`s${i}`, { run: SLEEPER });
    scan.write("a", { run: REPORTER, "log/run": "#!/bin/sh\nexec cat >>../../../log\n" });
    scan.write("finishing", { run: SLEEPER, finish: "#!/bin/sh\necho $1 $2 >>../../finished\n" });
    const monitor = scan.start({
      environment: { GREETING: "hallo Bär" },
      prefix: ["sh", "-c", 'ulimit -Sn 300; "$@"; exit $?', "sh"],
    });
    const first = await scan.up("a");
    const early = await waitFor("the first report", () => scan.text("report"));
    const inode = statSync(scan.file("../report")).ino;
    const svscan = Number(scan.text("scan/.svscan/pid"));
    await waitFor("the thread", () => tables(svscan).some((count) => count < 40));
    process.kill(first, "SIGKILL");
    await scan.up("a", first);
    await waitFor("the second report", () => statSync(scan.file("../report")).ino !== inode);
    expect(scan.text("report")).toBe(early);
    await waitFor("the log", () => scan.lines("log").length === 2);
    process.kill(await scan.up("finishing"), "SIGSEGV");
    await waitFor("its end", () => scan.lines("finished").length === 1);
    expect(scan.lines("finished")[0]).toMatch(/^-1 (11|139)$/);
    expect(early).toContain("hallo Bär\n300\n");
    expect(early).toMatch(/SigBlk:\s*0+\n/);
    // Lowered only while something is being started.
    await waitFor(
      "its own limit",
      () => !/Max open files +300 /.test(readFileSync(`/proc/${svscan}/limits`, "utf8")),
    );
    process.kill(svscan, "SIGTERM");
    expect(await scan.ended(monitor)).toBe(0);
    expect(scan.err).not.toContain("unable");
    expect(processesIn(scan.root)).toEqual([]);
  });

  it("says why a program cannot be started", async () => {
    for (let i = 0; i < MANY; i++) scan.write(`s${i}`, { run: SLEEPER });
    scan.start();
    await waitFor("the monitor", () => scan.text("scan/.svscan/pid") !== "");
    const svscan = Number(scan.text("scan/.svscan/pid"));
    await waitFor("the thread", () => tables(svscan).some((count) => count < 40));
    scan.add("bad", { run: "echo no first line\n" });
    await waitFor("the reason", () => scan.err.includes("unable to start bad/run: exec format error"));
  });
});
