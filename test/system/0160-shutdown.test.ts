import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stock } from "../helpers/programs.ts";
import { alive, ScanDir, SLEEPER, STUBBORN } from "../helpers/scan-dir.ts";
import { processesIn } from "../helpers/suites.ts";
import { waitFor } from "../helpers/wait-for.ts";

let scan: ScanDir;
beforeEach((ctx) => {
  stock(ctx, "svstat");
  scan = new ScanDir();
});
afterEach(() => scan.cleanUp());

const noting = (name: string): string =>
  `#!/bin/sh\ntrap 'echo ${name} >>../../stopped; exit' TERM\necho ready >>../../up\nwhile :; do sleep 0.02; done\n`;
const needs = (service: string): string =>
  JSON.stringify({ format: "svforge.service/1", "depends-on": [{ service, condition: "started" }] });

describe("shutdown", () => {
  it("TERM stops in the reverse order of dependencies, leaves nothing behind, exits 0 (sharp edges 8.6, 5.11)", async () => {
    scan.write("db", { run: noting("db") });
    scan.write("api", { run: noting("api"), "service.json": needs("db") });
    scan.write("web", { run: noting("web"), "service.json": needs("api") });
    const child = scan.start();
    await waitFor("all three", () => scan.lines("up").length === 3);
    expect(await scan.stop(child)).toBe(0);
    expect(scan.lines("stopped")).toEqual(["web", "api", "db"]);
    expect(processesIn(scan.root)).toEqual([]);
  });

  it.each([
    ["in its midst", ["SIGTERM", "SIGUSR2"]],
    ["just before it", ["SIGUSR2", "SIGTERM"]],
  ] as const)(
    "goes on, and ends, when an upgrade is asked for %s: what has been stopped is not started again",
    async (_when, [first, second]) => {
      scan.write("quick", { run: "#!/bin/sh\necho $$ >>../../starts\nexec sleep 100000\n" });
      scan.write("slow", {
        run: "#!/bin/sh\ntrap 'until [ -e ../../go ]; do sleep 0.02; done; exit' TERM\necho >>../../up\nwhile :; do sleep 0.02; done\n",
      });
      const child = scan.start();
      await waitFor("the start", () => scan.text("up") !== "" && scan.lines("starts").length === 1);
      const quick = await scan.up("quick");
      child.kill(first);
      if (first === "SIGTERM") await waitFor("the quick one's end", () => !alive(quick));
      child.kill(second);
      await waitFor("a word on it", () => scan.err.includes("not upgraded: everything is being stopped"));
      writeFileSync(`${scan.root}/go`, "");
      expect(await scan.ended(child)).toBe(0);
      expect(scan.lines("starts").length).toBe(1);
    },
  );

  it("drains loggers last: the service's last words are logged", async () => {
    scan.write("a", {
      run: "#!/bin/sh\ntrap 'sleep 0.3; echo last words; exit' TERM\necho first words\necho >>../../up\nwhile :; do sleep 0.02; done\n",
      "log/run": "#!/bin/sh\nexec cat >>../../../log\n",
    });
    const child = scan.start();
    await waitFor("the start", () => scan.lines("up").length === 0 && scan.text("up") !== "");
    await scan.up("a/log");
    expect(await scan.stop(child)).toBe(0);
    expect(scan.lines("log")).toEqual(["first words", "last words"]);
  });

  it("kills what ignores TERM, within the declared time", async () => {
    scan.write("a", {
      run: STUBBORN,
      "service.json":
        '{"format":"svforge.service/1","stop":{"signal":"TERM","timeout-ms":300,"kill":"group"}}',
    });
    const child = scan.start();
    const pid = await scan.up("a");
    expect(await scan.stop(child)).toBe(0);
    expect(alive(pid)).toBe(false);
    expect(processesIn(scan.root)).toEqual([]);
  });

  it("a second TERM kills at once", async () => {
    scan.write("a", { run: STUBBORN });
    const child = scan.start();
    const pid = await scan.up("a");
    child.kill("SIGTERM");
    await waitFor(
      "the stop to begin",
      () => scan.record("a").gotTerm === true || scan.svstat("a").includes("want down"),
    );
    child.kill("SIGTERM");
    expect(await scan.ended(child)).toBe(0);
    expect(alive(pid)).toBe(false);
  });

  it("reaches what is down, delayed or being finished as well", async () => {
    scan.write("down", { run: SLEEPER, down: "" });
    scan.write("crashing", { run: "#!/bin/sh\nexit 1\n" });
    scan.write("finishing", { run: "#!/bin/sh\nexit 1\n", finish: "#!/bin/sh\necho >>../../f\nsleep 0.5\n" });
    const child = scan.start();
    await waitFor("finish", () => scan.text("f") !== "");
    expect(await scan.stop(child)).toBe(0);
    expect(processesIn(scan.root)).toEqual([]);
  });

  it("HUP only looks again, INT stops, the control FIFO does too", async () => {
    const { writeFileSync } = await import("node:fs");
    scan.write("a", { run: SLEEPER });
    let child = scan.start();
    const pid = await scan.up("a");
    child.kill("SIGHUP");
    child.kill("SIGALRM");
    child.kill("SIGUSR1");
    scan.svc("p", "a");
    await scan.is("a", "up, paused");
    expect(scan.pid("a")).toBe(pid);
    child.kill("SIGINT");
    expect(await scan.ended(child)).toBe(0);
    child = scan.start();
    await scan.up("a", pid);
    writeFileSync(scan.file(".svscan/control"), "t");
    expect(await scan.ended(child)).toBe(0);
  });

  it("HUP stops a monitor with a console: its terminal is gone", async () => {
    scan.write("a", { run: SLEEPER });
    const child = scan.start({ args: ["--console"] });
    await scan.up("a");
    child.kill("SIGHUP");
    expect(await scan.ended(child)).toBe(0);
  });

  it("main's exit code is the monitor's", async () => {
    scan.write("side", { run: SLEEPER });
    scan.write("main", {
      run: "#!/bin/sh\n[ -e ../../go ] || exec sleep 0.3\nexit 7\n",
      "service.json": '{"format":"svforge.service/1","main":true}',
    });
    const child = scan.start();
    expect(await scan.ended(child)).toBe(0);
    const { writeFileSync } = await import("node:fs");
    const { join } = await import("node:path");
    writeFileSync(join(scan.root, "go"), "");
    expect(await scan.ended(scan.start())).toBe(7);
    expect(processesIn(scan.root)).toEqual([]);
  });

  it("main that gives up ends all in order with its code; a TERM meanwhile kills nobody", async () => {
    const times = { "delay-ms": 0, "max-delay-ms": 0, "window-ms": 60_000, "reset-after-ms": 60_000 };
    const rules = { policy: "always", "max-attempts": 1, "success-codes": [0], "on-give-up": "exit" };
    const json = JSON.stringify({ format: "svforge.service/1", main: true, restart: { ...times, ...rules } });
    const when = (file: string): string => `until [ -e ../../${file} ]; do sleep 0.02; done`;
    scan.write("main", { run: `#!/bin/sh\n${when("up")}\nexit 7\n`, "service.json": json });
    scan.write("side", {
      run: `#!/bin/sh\ntrap 'echo >>../../told; ${when("go")}; echo side >>../../stopped; exit' TERM\necho >>../../up\nwhile :; do sleep 0.02; done\n`,
    });
    const child = scan.start();
    await waitFor("the end to begin", () => scan.text("told") !== "");
    child.kill("SIGTERM");
    writeFileSync(`${scan.root}/go`, "");
    expect(await scan.ended(child)).toBe(7);
    expect(scan.lines("stopped")).toEqual(["side"]);
    expect(scan.err).not.toContain("killing");
  });
});
