/** docs/security.md, "Who may do what": scan directory, supervise/, delegation. Root's svscan against an unprivileged user. */
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { program } from "../../bench/torture/ground.ts";
import { isRunning } from "../../bench/torture/processes.ts";
import { ATTACKER, asAttacker, on, sharedGround } from "../helpers/attacker.ts";

const SLEEP = { run: "exec sleep 1000" };
const modeOf = (path: string): string => (statSync(path).mode & 0o7777).toString(8);

/** svscan as root on this directory, for as long as a refusal takes. */
function refusal(scan: string): { code: number | null; said: string } {
  const { status, stderr } = spawnSync(process.execPath, [program("svscan"), scan], {
    encoding: "utf8",
    timeout: 10_000,
  });
  return { code: status, said: stderr };
}

describe("the scan directory", () => {
  it("is refused when it belongs to another user", async (ctx) => {
    await on(sharedGround(ctx, "trust"), async ({ scan }) => {
      chownSync(scan, ATTACKER, ATTACKER);
      const { code, said } = refusal(scan);
      expect(said).toMatch(/belongs to/);
      expect(code).toBe(111);
    });
  });

  it("is refused when everybody may write to it", async (ctx) => {
    await on(sharedGround(ctx, "trust"), async ({ scan }) => {
      chmodSync(scan, 0o777);
      const { code, said } = refusal(scan);
      expect(said).toMatch(/written by everybody/);
      expect(code).toBe(111);
    });
  });
});

describe("without delegation", () => {
  it("another user can neither see nor control a service, nor tell svscan anything", async (ctx) => {
    await on(sharedGround(ctx, "closed"), async (ground) => {
      ground.add("web", SLEEP);
      const monitor = await ground.start();
      await ground.allUp();
      const pid = ground.pidOf("web");
      const node = process.execPath;
      const attempts = asAttacker(
        `cd ${ground.scan}
        ${node} ${program("svc")} -dk web; ${node} ${program("svstat")} web; ${node} ${program("svok")} web; echo svok=$?
        for f in web/supervise/control web/supervise/ok .svscan/control; do (echo t >$f) 2>/dev/null && echo "WROTE $f"; done
        (cat web/supervise/status) 2>/dev/null && echo READ
        (echo x >web/run) 2>/dev/null && echo CHANGED
        kill -9 ${monitor} ${pid} 2>/dev/null && echo KILLED
        exit 0`,
      );
      expect(attempts.out).toContain("access denied");
      expect(attempts.out).toContain("svok=111");
      expect(attempts.out).not.toMatch(/WROTE|READ|CHANGED|KILLED/);
      expect(isRunning(pid)).toBe(true);
      expect(ground.pidOf("web")).toBe(pid);
    });
  });

  it("every file has the mode docs/security.md says", async (ctx) => {
    await on(sharedGround(ctx, "modes"), async (ground) => {
      ground.add("web", { ...SLEEP, logged: true });
      await ground.start();
      await ground.allUp();
      await ground.until(
        "log file",
        () => statSync(join(ground.logs, "web/current"), { throwIfNoEntry: false }) !== undefined,
      );
      const modes = Object.fromEntries(
        [
          ".svscan",
          ".svscan/control",
          ".svscan/lock",
          ".svscan/starts",
          "web/supervise",
          "web/supervise/control",
          "web/supervise/ok",
          "web/supervise/lock",
          "web/supervise/status",
          "web/supervise/svforge.json",
          "web/supervise/log-pipe",
          "web/log/supervise",
        ].map((path) => [path, modeOf(join(ground.scan, path))]),
      );
      expect(modes).toEqual({
        ".svscan": "755",
        ".svscan/control": "600",
        ".svscan/lock": "600",
        ".svscan/starts": "600",
        "web/supervise": "700",
        "web/supervise/control": "600",
        "web/supervise/ok": "600",
        "web/supervise/lock": "600",
        "web/supervise/status": "644",
        "web/supervise/svforge.json": "644",
        "web/supervise/log-pipe": "600",
        "web/log/supervise": "700",
      });
      expect(modeOf(join(ground.logs, "web"))).toBe("755");
      expect(modeOf(join(ground.logs, "web/current"))).toBe("644");
    });
  });
});

describe("[control]", () => {
  it("its user controls this service, sees it, and can put nothing into supervise/", async (ctx) => {
    await on(sharedGround(ctx, "control"), async (ground) => {
      ground.add("his", { ...SLEEP, json: { control: { user: String(ATTACKER), status: "owner" } } });
      ground.add("other", SLEEP);
      await ground.start();
      await ground.allUp();
      const { scan } = ground;
      const node = process.execPath;
      const first = ground.pidOf("his");
      asAttacker(`${node} ${program("svc")} -t ${scan}/his ${scan}/other`);
      await ground.until("his restarted", () => ground.pidOf("his") !== 0 && ground.pidOf("his") !== first);
      const attempt = asAttacker(
        `cd ${scan}/his/supervise
        ${node} ${program("svok")} ${scan}/his && echo SEEN
        for f in new status.new svforge.json; do (echo x >$f) 2>/dev/null && echo "MADE $f"; done
        rm -f control 2>/dev/null || echo kept; mv ok ok2 2>/dev/null && echo MOVED; exit 0`,
      );
      expect(attempt.out).toContain("SEEN");
      expect(attempt.out).toContain("kept");
      expect(attempt.out).not.toMatch(/MADE|MOVED/);
      expect(isRunning(ground.pidOf("other"))).toBe(true);
      expect(statSync(join(scan, "his/supervise")).uid).toBe(0);
    });
  });
});

describe("what a service's process gets", () => {
  it("holds no descriptor of svscan's but its three, and svscan's environment only", async (ctx) => {
    await on(sharedGround(ctx, "inherited"), async (ground) => {
      const seen = join(ground.folder, "seen");
      mkdirSync(seen);
      ground.add("look", {
        run: `ls -l /proc/$$/fd >${seen}/fds.new\nenv >${seen}/env\nmv ${seen}/fds.new ${seen}/fds\nexec sleep 1000`,
        logged: true,
      });
      await ground.start({ environment: { SECRET_OF_ROOT: "kept" } });
      await ground.allUp();
      await ground.until(
        "it looked",
        () => statSync(join(seen, "fds"), { throwIfNoEntry: false }) !== undefined,
      );
      const numbers = [...readFileSync(join(seen, "fds"), "utf8").matchAll(/ (\d+) -> /g)].map(
        (m) => m[1] ?? "",
      );
      // 10 and 255 are the shell's own, for its script; what this test's own caller left open goes through to everybody.
      const foreign = numbers.filter((n) => !["0", "1", "2", "10", "255"].includes(n) && !isOurs(n));
      expect(foreign).toEqual([]);
      const names = readFileSync(join(seen, "env"), "utf8")
        .trim()
        .split("\n")
        .map((line) => line.split("=")[0]);
      const expected = ["PATH", "SECRET_OF_ROOT", "SVFORGE_TORTURE", "PWD", "OLDPWD", "SHLVL", "_"];
      expect(names.filter((name) => name !== undefined && !expected.includes(name))).toEqual([]);
    });
  });

  it("is not ready because another user says so on its notify socket", async (ctx) => {
    await on(sharedGround(ctx, "notify"), async (ground) => {
      const address = join(ground.folder, "address");
      ground.add("slow", {
        run: `echo "$NOTIFY_SOCKET" >${address}.new && mv ${address}.new ${address}; exec sleep 1000`,
        json: { ready: { notify: "systemd", "interval-ms": 100, "timeout-ms": null } },
      });
      await ground.start();
      await ground.until("socket", () => statSync(address, { throwIfNoEntry: false }) !== undefined);
      const socket = readFileSync(address, "utf8").trim();
      const send = join(ground.folder, "send.pl");
      writeFileSync(send, SEND, { mode: 0o755 });
      asAttacker(`perl ${send} '${socket}' 'READY=1'`);
      asAttacker(`perl ${send} '${socket}' '${"X".repeat(3000)}\nMAINPID=1\nREADY=1\n'`);
      spawnSync("perl", [send, socket, "STATUS=from root"]);
      await ground.until("root is heard", () => ground.status("slow").record?.text === "from root");
      expect(ground.status("slow").record?.ready).toBe(false);
      spawnSync("perl", [send, socket, "READY=1"]);
      await ground.until("root may say so", () => ground.status("slow").record?.ready === true);
    });
  });
});

it("a service that never stops talking to its notify socket keeps nobody from being served", async (ctx) => {
  await on(sharedGround(ctx, "talker"), async (ground) => {
    ground.add("talker", {
      run: `exec perl -MSocket -e 'socket(S,AF_UNIX,SOCK_DGRAM,0); $a=sockaddr_un($ENV{NOTIFY_SOCKET}); while(1){send(S,"STATUS=".$i++,0,$a)}'`,
      json: { ready: { notify: "systemd", "interval-ms": 100, "timeout-ms": null } },
    });
    ground.add("other", { run: "exec sleep 1000" });
    await ground.start();
    await ground.until("its words", () => /^\d+$/.test(ground.status("talker").record?.text ?? ""));
    for (let round = 0; round < 3; round++) {
      const before = ground.pidOf("other");
      ground.svc("t", "other");
      await ground.until(
        "the other is restarted",
        () => ![0, before].includes(ground.pidOf("other")),
        10_000,
      );
    }
    expect(await ground.stopMonitor()).toBe(0);
  });
});

/** Open in this very process, without close-on-exec: inherited from whoever runs the tests. */
function isOurs(descriptor: string): boolean {
  return existsSync(`/proc/self/fd/${descriptor}`);
}

/** Sends one datagram. */
const SEND = `use Socket; my ($to, $text) = @ARGV;
socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die; send($s, $text, 0, pack_sockaddr_un($to)) or die "send: $!";`;
