import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
const TICKER = "#!/bin/sh\ni=0; while :; do i=$((i+1)); echo $$ $i; sleep 0.02; done\n";

describe("the scan directory", () => {
  it("is noticed at once when a directory is moved into it", async () => {
    scan.start();
    await waitFor("the monitor", () => scan.text("scan/.svscan/pid") !== "");
    const before = performance.now();
    scan.add("a", { run: SLEEPER });
    await scan.up("a");
    expect(performance.now() - before).toBeLessThan(4000);
  });

  it("knows a directory by device and inode: a rename disturbs nothing, messages and status follow", async () => {
    scan.write("a", { run: SLEEPER });
    scan.start();
    const pid = await scan.up("a");
    renameSync(scan.file("a"), scan.file("b"));
    scan.svc("p", "b");
    await scan.is("b", "up, paused");
    scan.svc("c", "b");
    await scan.is("b", "up");
    expect(scan.pid("b")).toBe(pid);
    scan.svc("t", "b");
    await scan.up("b", pid);
  });

  it("stops what is removed or renamed to a dot-name, and the directory may come back", async () => {
    for (const name of ["a", "b"]) scan.write(name, { run: SLEEPER });
    scan.start();
    const [a, b] = [await scan.up("a"), await scan.up("b")];
    rmSync(scan.file("a"), { recursive: true });
    renameSync(scan.file("b"), scan.file(".b"));
    await waitFor("both to end", () => !alive(a) && !alive(b));
    renameSync(scan.file(".b"), scan.file("b"));
    await scan.up("b", b);
  });

  it("follows symlinks; a retargeted one is one service less and one more", async () => {
    for (const name of ["one", "two"]) {
      mkdirSync(join(scan.root, name));
      writeFileSync(join(scan.root, name, "run"), SLEEPER);
      chmodSync(join(scan.root, name, "run"), 0o755);
    }
    symlinkSync("../one", scan.file("a"));
    scan.start();
    const one = await scan.up("a");
    symlinkSync("../two", scan.file(".new"));
    renameSync(scan.file(".new"), scan.file("a"));
    await waitFor("the first to end", () => !alive(one));
    await scan.up("a", one);
  });

  it("ignores dot-names, files and dangling links, and says what it cannot see", async () => {
    scan.write(".hidden", { run: "#!/bin/sh\necho >../../hidden\n" });
    writeFileSync(scan.file("file"), "");
    symlinkSync("nowhere", scan.file("dangling"));
    scan.write("a", { run: SLEEPER });
    scan.start();
    await scan.up("a");
    await waitFor("a message", () => scan.err.endsWith("\n"));
    expect(scan.err).toBe("svscan: warning: unable to stat dangling: file does not exist\n");
    expect(scan.text("hidden")).toBe("");
  });

  it("two names of one directory are one service", async () => {
    scan.write("a", { run: "#!/bin/sh\necho >>../../starts\nexec sleep 100000\n" });
    symlinkSync("a", scan.file("b"));
    scan.start();
    await waitFor("the message", () => scan.err.includes("b is the same directory as a"));
    await scan.up("a");
    expect(scan.lines("starts").length).toBeLessThanOrEqual(1);
  });
});

describe("a directory that is being filled (sharp edges 8.4, 8.17)", () => {
  it("is not started half full: a log that comes a moment later still gets every line", async () => {
    scan.start();
    await waitFor("the monitor", () => scan.text("scan/.svscan/pid") !== "");
    mkdirSync(scan.file("a"));
    scan.write("a", { "log/run": CAT });
    scan.write("a", { run: TICKER });
    await waitFor("lines in the log", () => scan.lines("log").length > 3);
    expect(scan.lines("log")[0]).toMatch(/ 1$/);
    expect(scan.out).toBe("");
  });

  it("is started without a script once nothing changes any more, and says what is wrong", async () => {
    scan.write("a", { data: "" });
    scan.start();
    await waitFor("the message", () => scan.err.includes("a has no executable run"));
    await waitFor("the fault", () => scan.err.includes("unable to start a/run: file does not exist"));
    scan.write("a", { run: SLEEPER });
    await scan.up("a");
  });

  it("does not hold up a complete one", async () => {
    scan.write("half", { data: "" });
    scan.write("whole", { run: SLEEPER, "log/run": CAT });
    const before = performance.now();
    scan.start();
    await scan.up("whole");
    expect(performance.now() - before).toBeLessThan(2900);
  });

  it("a log added to a running service is noticed; its output is logged from its next start", async () => {
    scan.write("a", { run: TICKER });
    scan.start();
    const pid = await scan.up("a");
    scan.write("a", { ".log/run": CAT });
    chmodSync(scan.file("a/.log/run"), 0o755);
    renameSync(scan.file("a/.log"), scan.file("a/log"));
    await scan.up("a/log");
    scan.svc("t", "a");
    const next = await scan.up("a", pid);
    await waitFor("lines in the log", () => scan.lines("log").some((line) => line.startsWith(`${next} `)));
  });
});

describe("an empty file log (sharp edge 8.7)", () => {
  it("means no logger: twenty thousand lines reach the monitor's output", async () => {
    scan.write("a", { log: "", run: "#!/bin/sh\nseq 1 20000\nexec sleep 100000\n" });
    scan.start();
    await waitFor("the last line", () => scan.out.includes("\n20000\n"));
    expect(scan.out.split("\n").length).toBe(20001);
    unlinkSync(scan.file("a/log"));
  });
});
