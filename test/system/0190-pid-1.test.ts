import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, type TestContext } from "vitest";
import { stock } from "../helpers/programs.ts";
import { ScanDir, SLEEPER } from "../helpers/scan-dir.ts";
import { needRoot, processesIn } from "../helpers/suites.ts";
import { waitFor } from "../helpers/wait-for.ts";

let scan: ScanDir;
beforeEach((ctx: TestContext) => {
  needRoot(ctx);
  stock(ctx, "unshare");
  scan = new ScanDir();
});
afterEach(() => scan.cleanUp());

const NAMESPACE = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"];

/** The monitor as seen from outside its namespace. */
async function monitorPid(unshare: number): Promise<number> {
  return waitFor("the monitor", () => {
    const pid = spawnSync("pgrep", ["-P", String(unshare)], { encoding: "utf8" }).stdout.trim();
    return scan.text("scan/.svscan/pid") === "1\n" && pid !== "" ? Number(pid) : undefined;
  });
}

describe("as PID 1 of a container", () => {
  it("reaps orphans, stops in order on TERM, and leaves with 0", async () => {
    scan.write("a", {
      run: "#!/bin/sh\nfor i in 1 2 3 4 5 6 7 8 9; do (sh -c 'sleep 0.1 & exit' &) ; done\nsleep 0.5\nps -eo stat= >../../processes.new\nmv ../../processes.new ../../processes\ntrap 'echo bye >>../../bye; exit' TERM\nwhile :; do sleep 0.05; done\n",
    });
    const child = scan.start({ prefix: NAMESPACE });
    const monitor = await monitorPid(child.pid ?? 0);
    const processes = await waitFor(
      "the list",
      () => scan.lines("processes").length > 0 && scan.lines("processes"),
    );
    expect(processes.filter((state) => state.startsWith("Z"))).toEqual([]);
    await waitFor("the service", () => scan.record("a").phase === "up");
    process.kill(monitor, "SIGTERM");
    expect(await scan.ended(child)).toBe(0);
    expect(scan.lines("bye")).toEqual(["bye"]);
    expect(processesIn(scan.root)).toEqual([]);
  });

  it("exits with the code of the main service", async () => {
    scan.write("side", { run: SLEEPER });
    scan.write("main", {
      run: "#!/bin/sh\nsleep 0.2\nexit 42\n",
      "service.json": '{"format":"svforge.service/1","main":true}',
    });
    expect(await scan.ended(scan.start({ prefix: NAMESPACE }))).toBe(42);
  });

  it("as any user", async () => {
    spawnSync("chown", ["-R", "65534:65534", scan.root]);
    scan.write("a", { run: "#!/bin/sh\nid -u >../../uid\nexec sleep 100000\n" });
    spawnSync("chown", ["-R", "65534:65534", scan.path]);
    const child = scan.start({
      prefix: [...NAMESPACE, "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"],
    });
    const monitor = await monitorPid(child.pid ?? 0);
    await waitFor("the service", () => scan.lines("uid")[0] === "65534");
    process.kill(monitor, "SIGTERM");
    expect(await scan.ended(child)).toBe(0);
  });

  it("with everything read-only but the scan directory", async () => {
    scan.write("a", { run: "#!/bin/sh\necho $$ >here\nexec sleep 100000\n" });
    const script = `cp -a ${scan.path} ${scan.root}/copy; mount -t tmpfs none ${scan.path}; cp -a ${scan.root}/copy/. ${scan.path}; mount -o remount,ro / 2>/dev/null || mount -o bind,ro / /; exec "$@"`;
    const child = scan.start({
      prefix: [
        "unshare",
        "--pid",
        "--fork",
        "--kill-child",
        "--mount-proc",
        "--mount",
        "sh",
        "-c",
        script,
        "sh",
      ],
    });
    await waitFor(
      "the monitor",
      () => spawnSync("pgrep", ["-P", String(child.pid)], { encoding: "utf8" }).stdout.trim() !== "",
    );
    const monitor = Number(spawnSync("pgrep", ["-P", String(child.pid)], { encoding: "utf8" }).stdout.trim());
    await waitFor("the service in its own mount namespace", () => {
      try {
        return readFileSync(`/proc/${monitor}/root${scan.path}/a/supervise/stat`, "utf8") === "run\n";
      } catch {
        return false;
      }
    });
    process.kill(monitor, "SIGTERM");
    expect(await scan.ended(child)).toBe(0);
  });
});

describe("as somebody other than root", () => {
  it("supervises his own services", async () => {
    scan.write("a", { run: "#!/bin/sh\nid -u >../../uid\nexec sleep 100000\n" });
    spawnSync("chown", ["-R", "65534:65534", scan.root]);
    const child = scan.start({ prefix: ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] });
    await waitFor("the service", () => scan.lines("uid")[0] === "65534");
    await waitFor("the pid", () => scan.pid("a") !== 0);
    expect(await scan.stop(child)).toBe(0);
  });
});

describe("what svscan refuses", () => {
  it("a scan directory of another user, naming him", async () => {
    spawnSync("chown", ["65534", scan.path]);
    const child = scan.start();
    expect(await scan.ended(child)).toBe(111);
    await waitFor("that message", () =>
      /^svscan: fatal: .*scan belongs to nobody, who could have anything run as root/.test(scan.err),
    );
  });

  it("one that everybody can write to", async () => {
    spawnSync("chmod", ["777", scan.path]);
    expect(await scan.ended(scan.start())).toBe(111);
    await waitFor("that message", () => scan.err.includes("can be written by everybody: chmod o-w"));
  });

  it("a second monitor, naming the first", async () => {
    scan.write("a", { run: SLEEPER });
    const first = scan.start();
    await scan.up("a");
    expect(await scan.ended(scan.start())).toBe(111);
    await waitFor("that message", () =>
      scan.err.includes(`is already supervised by svscan with pid ${first.pid}`),
    );
  });

  it("a directory that is not there", async () => {
    const { rmSync } = await import("node:fs");
    rmSync(scan.path, { recursive: true });
    expect(await scan.ended(scan.start())).toBe(111);
    await waitFor("a message", () => scan.err.endsWith("\n"));
    expect(scan.err).toBe(`svscan: fatal: unable to chdir to ${scan.path}: file does not exist\n`);
  });
});
