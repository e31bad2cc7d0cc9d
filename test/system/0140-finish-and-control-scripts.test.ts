import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stock } from "../helpers/programs.ts";
import { ScanDir, SLEEPER } from "../helpers/scan-dir.ts";
import { textOrNone } from "../helpers/tree.ts";
import { waitFor } from "../helpers/wait-for.ts";

let scan: ScanDir;
beforeEach((ctx) => {
  stock(ctx, "svstat");
  scan = new ScanDir();
});
afterEach(() => scan.cleanUp());

describe("finish", () => {
  it.each([
    ["exit 3", "#!/bin/sh\nexit 3\n", "3 0"],
    ["TERM", "#!/bin/sh\nkill -TERM $$\n", "-1 15"],
    ["SEGV without a core", "#!/bin/sh\nulimit -c 0\nkill -SEGV $$\n", "-1 11"],
  ])("learns of %s as runit tells it, and the name", async (_what, run, args) => {
    scan.write("a", { run, finish: "#!/bin/sh\necho $* >>../../finished\n" });
    scan.start();
    await waitFor("finish", () => scan.lines("finished").length > 0);
    expect(scan.lines("finished")[0]).toBe(`${args} a`);
  });

  it("is killed after its time, unlike runit's (sharp edge 8.13)", async () => {
    scan.write("a", {
      run: "#!/bin/sh\necho start >>../../starts\n",
      finish: STUBBORN_FINISH,
      "timeout-finish": "300\n",
    });
    scan.start();
    await waitFor("another start", () => scan.lines("starts").length >= 2);
    await waitFor("that message", () =>
      scan.err.includes("finish of a took longer than 0.3 s and was killed"),
    );
  });

  it("ends the restarts with 125", async () => {
    scan.write("a", { run: "#!/bin/sh\necho start >>../../starts\n", finish: "#!/bin/sh\nexit 125\n" });
    scan.start();
    await scan.is("a", "down, normally up");
    expect(scan.lines("starts").length).toBe(1);
    await waitFor("that message", () => scan.err.includes("exit 125"));
    scan.svc("u", "a");
    await waitFor("the start an operator asked for", () => scan.lines("starts").length === 2);
  });

  it("of a logger is not run (runit)", async () => {
    scan.write("a", {
      run: SLEEPER,
      "log/run": "#!/bin/sh\necho start >>../../../starts\nsleep 1.1\n",
      "log/finish": "#!/bin/sh\necho >../../../finished\n",
    });
    scan.start();
    await waitFor("two starts of the logger", () => scan.lines("starts").length >= 2);
    expect(scan.text("finished")).toBe("");
  });

  it("runs once even when k arrives meanwhile (sharp edge 8.11)", async () => {
    scan.write("a", {
      run: "#!/bin/sh\necho start >>../../starts\nexec sleep 100000\n",
      finish: "#!/bin/sh\necho begin >>../../finished\nsleep 0.5\necho end >>../../finished\n",
    });
    scan.start();
    const pid = await scan.up("a");
    process.kill(pid, "SIGKILL");
    await waitFor("finish", () => scan.lines("finished").includes("begin"));
    scan.svc("k", "a");
    await waitFor("the next start", () => scan.lines("starts").length >= 2);
    expect(scan.lines("finished").filter((line) => line === "begin").length).toBe(1);
  });
});

it("finish and control/u count from the moment they are there, also for a service that had neither", async () => {
  scan.write("a", { run: "#!/bin/sh\necho start >>../../notes\nexec sleep 100000\n" });
  scan.start();
  const notes = (): string => scan.lines("notes").join(" ");
  // Not `finish`, which has a pid of its own for a moment, and not before its start is noted.
  const running = (before = 0): Promise<number> =>
    waitFor("run to have become its program", () => {
      const pid = scan.pid("a");
      return pid !== before && textOrNone(`/proc/${pid}/cmdline`)?.startsWith("sleep\0") ? pid : undefined;
    });
  const crash = async (before: number): Promise<number> => {
    process.kill(before, "SIGKILL");
    return await running(before);
  };
  // The second crash finds it known that there is nothing to be asked.
  let pid = await crash(await crash(await running()));
  await waitFor("three starts", () => notes() === "start start start");
  scan.write("a", { finish: "#!/bin/sh\necho finish $* >>../../notes\n" });
  pid = await crash(pid);
  await waitFor("finish, then a start", () => notes() === "start start start finish -1 9 a start");
  rmSync(scan.file("a/finish"));
  pid = await crash(await crash(pid));
  await waitFor("no more finish", () => notes().endsWith("finish -1 9 a start start start"));
  scan.write("a", { "control/u": "#!/bin/sh\necho control/u >>../../notes\n" });
  await crash(pid);
  await waitFor("control/u, then a start", () => notes().endsWith("start start start control/u start"));
});

const STUBBORN_FINISH = "#!/bin/sh\ntrap '' TERM INT HUP\nwhile :; do sleep 1; done\n";

describe("control scripts", () => {
  it("replace the signal with exit 0, and only then; u runs before every start", async () => {
    scan.write("a", {
      run: "#!/bin/sh\ntrap 'echo TERM >>../../heard; exit' TERM\ntrap 'echo HUP >>../../heard' HUP\ntrap 'echo CONT >>../../heard' CONT\necho start >>../../heard\nwhile :; do sleep 0.02; done\n",
      "control/h": "#!/bin/sh\necho control/h >>../../heard\n",
      "control/t": "#!/bin/sh\necho control/t >>../../heard\nexit 1\n",
      "control/u": "#!/bin/sh\necho control/u >>../../heard\n",
      "control/d": "#!/bin/sh\necho control/d >>../../heard\n",
    });
    scan.start();
    await waitFor("the start", () => scan.lines("heard").includes("start"));
    expect(scan.lines("heard")).toEqual(["control/u", "start"]);
    scan.svc("h", "a");
    await waitFor("control/h", () => scan.lines("heard").includes("control/h"));
    scan.svc("d", "a");
    await scan.is("a", "down, normally up");
    expect(scan.lines("heard")).toEqual(expect.arrayContaining(["control/t", "TERM"]));
    expect(scan.lines("heard")).not.toContain("HUP");
  });

  it("k with control/k exiting 0, then u: never two instances (sharp edge 8.10)", async () => {
    scan.write("a", {
      run: "#!/bin/sh\necho start >>../../starts\nexec sleep 100000\n",
      "control/k": "#!/bin/sh\necho k >>../../k\nexit 0\n",
    });
    scan.start();
    const pid = await scan.up("a");
    scan.svc("k", "a");
    await waitFor("control/k", () => scan.lines("k").length === 1);
    scan.svc("u", "a");
    scan.svc("p", "a");
    await scan.is("a", "up, paused");
    expect(scan.pid("a")).toBe(pid);
    expect(scan.lines("starts").length).toBe(1);
  });

  it("one that hangs does not make the service deaf", async () => {
    scan.write("a", { run: SLEEPER, "control/h": "#!/bin/sh\nexec sleep 100000\n" });
    scan.start();
    const pid = await scan.up("a");
    scan.svc("h", "a");
    scan.svc("k", "a");
    await scan.up("a", pid);
  });
});

describe("flags", () => {
  it("paused ends with the process: pause, down, and it is simply down (sharp edge 8.12)", async () => {
    scan.write("a", { run: SLEEPER });
    scan.start();
    await scan.up("a");
    scan.svc("p", "a");
    await scan.is("a", "up, paused");
    scan.svc("d", "a");
    await scan.is("a", "down, normally up");
  });

  it("down right after a start takes effect at once (sharp edge 8.9)", async () => {
    scan.write("a", { run: SLEEPER });
    scan.start();
    const pid = await scan.up("a");
    const before = performance.now();
    scan.svc("d", "a");
    await scan.is("a", "down, normally up");
    expect(performance.now() - before).toBeLessThan(900);
    expect(pid).toBeGreaterThan(0);
  });
});
