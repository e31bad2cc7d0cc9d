import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stock } from "../helpers/programs.ts";
import { ScanDir, SLEEPER } from "../helpers/scan-dir.ts";
import { needRoot } from "../helpers/suites.ts";
import { waitFor } from "../helpers/wait-for.ts";

let scan: ScanDir;
beforeEach((ctx) => {
  stock(ctx, "svstat");
  scan = new ScanDir();
});
afterEach(() => scan.cleanUp());

const json = (fields: object): string => JSON.stringify({ format: "svforge.service/1", ...fields });
const needs = (service: string, more: object = {}): string =>
  json({ "depends-on": [{ service, condition: "ready", ...more }] });
const ready = (probe: object): object => ({ ready: { ...probe, "interval-ms": 50, "timeout-ms": null } });
const noteStart = (name: string): string => `#!/bin/sh\necho ${name} >>../../starts\nexec sleep 100000\n`;
/** Waits for the file `go` beside the scan directory, then says so in its own way. */
const whenTold = (say: string): string =>
  `#!/bin/sh\nwhile ! [ -e ../../go ]; do sleep 0.02; done\n${say}\nexec sleep 100000\n`;
/** A tiny server on port 42917. */
const LISTEN = `exec perl -MIO::Socket::INET -e '$s=IO::Socket::INET->new(LocalAddr=>"127.0.0.1",LocalPort=>42917,Listen=>5,ReuseAddr=>1) or die; while($c=$s->accept){sysread($c,$b,4096); print $c "HTTP/1.0 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n"; close $c}'`;
const tell = (): void => writeFileSync(join(scan.root, "go"), "");

describe("a service that depends on another", () => {
  it.each([
    ["a newline on a descriptor", whenTold("echo >&4"), ready({ fd: 4 })],
    ["notification-fd of s6", whenTold("echo >&3"), undefined],
    [
      "READY=1 on the notify socket",
      whenTold(
        `perl -MSocket -e 'socket(S,AF_UNIX,SOCK_DGRAM,0); $a=$ENV{NOTIFY_SOCKET}; $a=~s/^@/\\0/; send(S,"STATUS=here I am\\nREADY=1",0,sockaddr_un($a)) or die'`,
      ),
      ready({ notify: "systemd" }),
    ],
    ["a path", whenTold("touch there"), ready({ path: "there" })],
    ["a command", whenTold("touch there"), ready({ command: ["test", "-e", "there"] })],
    ["a TCP port", whenTold(LISTEN), ready({ tcp: { host: "127.0.0.1", port: 42917 } })],
    ["an HTTP answer", whenTold(LISTEN), ready({ http: "http://127.0.0.1:42917/health" })],
  ])("starts when it is ready by %s, not before", async (what, run, fields) => {
    const files = fields === undefined ? { "notification-fd": "3\n" } : { "service.json": json(fields) };
    scan.write("db", { run, ...files });
    scan.write("web", { run: noteStart("web"), "service.json": needs("db") });
    scan.start();
    await scan.up("db");
    await scan.is("web", "down, normally up, want up");
    await waitFor("the reason", () => JSON.stringify(scan.record("web").waitingFor) === '["db"]');
    expect(scan.lines("starts")).toEqual([]);
    tell();
    await scan.up("web");
    expect(scan.record("db").ready).toBe(true);
    if (what.startsWith("READY")) expect(scan.record("db").text).toBe("here I am");
  });

  it("keeps waiting through the other's restarts, then starts", async () => {
    scan.write("db", {
      run: "#!/bin/sh\necho try >>../../tries\n[ -e ../../go ] || exit 1\necho >&3\nexec sleep 100000\n",
      "notification-fd": "3",
    });
    scan.write("web", { run: noteStart("web"), "service.json": needs("db") });
    scan.start();
    await waitFor("two tries", () => scan.lines("tries").length >= 2);
    expect(scan.lines("starts")).toEqual([]);
    tell();
    await scan.up("web");
  });

  it("pulls up what is down, and only then runs", async () => {
    scan.write("db", { run: SLEEPER, down: "" });
    scan.write("web", { run: noteStart("web"), "service.json": needs("db") });
    scan.start();
    await scan.up("web");
    await scan.up("db");
  });

  it("restarts with it where that is declared", async () => {
    scan.write("db", { run: SLEEPER });
    scan.write("web", { run: noteStart("web"), "service.json": needs("db", { restart: true }) });
    scan.write("other", { run: noteStart("other"), "service.json": needs("db") });
    scan.start();
    const web = await scan.up("web");
    const other = await scan.up("other");
    process.kill(await scan.up("db"), "SIGKILL");
    await scan.up("web", web);
    expect(scan.pid("other")).toBe(other);
  });

  it("waits for a oneshot to complete; wants and after never block", async () => {
    scan.write("setup", {
      run: "#!/bin/sh\nwhile ! [ -e ../../go ]; do sleep 0.02; done\n",
      "service.json": json({ type: "oneshot" }),
    });
    scan.write("web", {
      run: noteStart("web"),
      "service.json": json({ "depends-on": [{ service: "setup", condition: "completed" }] }),
    });
    scan.write("soft", {
      run: noteStart("soft"),
      "service.json": json({ wants: ["nobody"], after: ["noone"] }),
    });
    scan.start();
    await scan.up("soft");
    expect(scan.lines("starts")).toEqual(["soft"]);
    tell();
    await scan.up("web");
  });

  it("in a circle: refused with the way round, everybody else starts", async () => {
    scan.write("a", { run: noteStart("a"), "service.json": needs("b") });
    scan.write("b", { run: noteStart("b"), "service.json": needs("a") });
    scan.write("c", { run: noteStart("c") });
    scan.start();
    await scan.up("c");
    await waitFor("the message", () => /dependency cycle: (a -> b -> a|b -> a -> b)/.test(scan.err));
    expect(scan.lines("starts")).toEqual(["c"]);
  });
});

describe("the rest of service.json", () => {
  it("health probes restart what fails them", async () => {
    scan.write("a", {
      run: SLEEPER,
      "service.json": json({ health: { path: "healthy", "interval-ms": 50, "timeout-ms": 500, retries: 2 } }),
      healthy: "",
    });
    scan.start();
    const pid = await scan.up("a");
    const { rmSync } = await import("node:fs");
    rmSync(scan.file("a/healthy"));
    await scan.up("a", pid);
    await waitFor("that message", () => scan.err.includes("a failed its health probe"));
  });

  it("gives up after max-attempts, and svc -u revives", async () => {
    scan.write("a", {
      run: "#!/bin/sh\necho try >>../../tries\nexit 1\n",
      "service.json": json({
        restart: {
          policy: "always",
          "delay-ms": 0,
          "max-delay-ms": 0,
          "max-attempts": 2,
          "window-ms": 60000,
          "reset-after-ms": 60000,
          "success-codes": [0],
          "on-give-up": "stop",
        },
      }),
    });
    scan.start();
    await waitFor("the message", () => scan.err.includes("down until svc -u"));
    await scan.is("a", "down, normally up");
    const tries = scan.lines("tries").length;
    scan.svc("u", "a");
    await waitFor("another try", () => scan.lines("tries").length > tries);
  });

  it("hooks run: post-ready, pre-stop; a stop command stops; h runs the reload command", async () => {
    const note = (word: string): string[] => ["sh", "-c", `echo ${word} $SVFORGE_DEF >>../../hooks`];
    scan.write("a", {
      run: SLEEPER,
      "service.json": json({
        hooks: {
          "post-ready": [note("post-ready")],
          "pre-stop": [note("pre-stop")],
        },
        stop: {
          signal: "TERM",
          "timeout-ms": 10000,
          kill: "process",
          command: ["sh", "-c", "echo stop >>../../hooks; kill $MAINPID"],
        },
        reload: { command: note("reload") },
      }),
    });
    scan.start();
    const pid = await scan.up("a");
    await waitFor("post-ready", () => scan.lines("hooks").includes("post-ready"));
    scan.svc("h", "a");
    await waitFor("reload", () => scan.lines("hooks").includes("reload"));
    process.kill(pid, "SIGKILL");
    await scan.up("a", pid);
    scan.svc("d", "a");
    await scan.is("a", "down, normally up");
    expect(scan.lines("hooks")).toEqual(expect.arrayContaining(["pre-stop", "stop"]));
  });

  it("on-fail runs when the restart policy has come to its end", async () => {
    const restart = {
      policy: "never",
      "delay-ms": 0,
      "max-delay-ms": 0,
      "window-ms": 0,
      "reset-after-ms": 0,
    };
    scan.write("a", {
      run: "#!/bin/sh\nexit 1\n",
      "service.json": json({
        restart: { ...restart, "success-codes": [0], "on-give-up": "stop" },
        hooks: { "on-fail": [["sh", "-c", "echo failed >>../../hooks"]] },
      }),
    });
    scan.start();
    await waitFor("on-fail", () => scan.lines("hooks").includes("failed"));
    await scan.is("a", "down, normally up");
  });

  it("kill = group leaves no grandchild behind (sharp edge 8.24)", async () => {
    scan.write("a", {
      run: "#!/bin/sh\nsleep 100001 &\necho $! >../../child\nwait\n",
      "service.json": json({ stop: { signal: "TERM", "timeout-ms": 5000, kill: "group" } }),
    });
    scan.start();
    await scan.up("a");
    await waitFor("the grandchild", () => scan.lines("child").length === 1);
    const child = Number(scan.lines("child")[0]);
    scan.svc("d", "a");
    await scan.is("a", "down, normally up");
    await waitFor("its end", () => spawnSync("kill", ["-0", String(child)]).status !== 0);
  });

  it("that cannot be read is a warning, and the service runs", async () => {
    scan.write("a", { run: SLEEPER, "service.json": '{"format":"svforge.service/1","colour":"red"}' });
    scan.start();
    await scan.up("a");
    await waitFor("that message", () => scan.err.includes("warning: a: service.json: colour"));
  });

  it("the hash of an activated definition reaches the process and the record", async () => {
    const { symlinkSync, mkdirSync } = await import("node:fs");
    mkdirSync(join(scan.root, "store/abc123-a"), { recursive: true });
    scan.write("a", { run: '#!/bin/sh\necho "$SVFORGE_DEF" >../../hash\nexec sleep 100000\n' });
    symlinkSync("../../store/abc123-a", scan.file("a/def"));
    scan.start({ environment: { SVFORGE_DEF: "of the caller" } });
    await scan.up("a");
    await waitFor("the hash", () => scan.lines("hash")[0] === "abc123");
    expect(scan.record("a").definition).toBe("abc123");
  });

  it("a start uses the definition that is there at that moment, before any rescan", async () => {
    const { symlinkSync, mkdirSync } = await import("node:fs");
    for (const hash of ["abc123", "def456"])
      mkdirSync(join(scan.root, `store/${hash}-a`), { recursive: true });
    scan.write("a", {
      run: '#!/bin/sh\necho "$SVFORGE_DEF" >>../../hashes\nln -sfn ../../store/def456-a def\nexec true\n',
    });
    symlinkSync("../../store/abc123-a", scan.file("a/def"));
    scan.start();
    await waitFor("two starts", () => scan.lines("hashes").length >= 2);
    expect(scan.lines("hashes").slice(0, 2)).toEqual(["abc123", "def456"]);
    await waitFor("the record", () => scan.record("a").definition === "def456");
  });

  it("a start uses a service.json that was rewritten in place, which no directory shows", async () => {
    scan.write("a", {
      run: '#!/bin/sh\necho "${NOTIFY_SOCKET:+asked}" >>../../seen\nexec sleep 100000\n',
      "service.json": json({}),
    });
    scan.start();
    await scan.up("a");
    await waitFor("the first start", () => scan.text("seen") === "\n");
    writeFileSync(scan.file("a/service.json"), json(ready({ notify: "systemd" })));
    scan.svc("t", "a");
    await waitFor("the second start", () => scan.text("seen") === "\nasked\n");
  });

  it("a stranger cannot say that a service is ready", async (ctx) => {
    needRoot(ctx);
    scan.write("a", {
      run: '#!/bin/sh\nprintf %s "$NOTIFY_SOCKET" >../../socket\nexec sleep 100000\n',
      "service.json": json(ready({ notify: "systemd" })),
    });
    scan.start();
    await scan.up("a");
    const socket = await waitFor("the socket", () => scan.text("socket") || undefined);
    const send = (uid: number): void => {
      spawnSync("setpriv", [
        `--reuid=${uid}`,
        `--regid=${uid}`,
        "--clear-groups",
        "perl",
        "-MSocket",
        "-e",
        `socket(S,AF_UNIX,SOCK_DGRAM,0); send(S,"READY=1\\nSTATUS=from ${uid}",0,sockaddr_un($ARGV[0])) or die`,
        socket,
      ]);
    };
    send(65534);
    send(0);
    const text = await waitFor("somebody's word", () => scan.record("a").text || undefined);
    expect(text).toBe("from 0");
    await waitFor("the word of root", () => scan.record("a").ready === true);
  });
});
