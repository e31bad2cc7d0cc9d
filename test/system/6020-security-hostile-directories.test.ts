/**
 * docs/security.md, "A service directory with odd things in it": whatever stands where a file belongs, svscan says so,
 * runs what can be run, and keeps everybody else running.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, type TestContext } from "vitest";
import { Ground, program } from "../../bench/torture/ground.ts";
import { heldBy, isRunning } from "../../bench/torture/processes.ts";
import { asAttacker, on, sharedGround } from "../helpers/attacker.ts";

const SLEEP = { run: "exec sleep 1000" };

/** Makes what the shell script says in a new folder, then puts the folder into the scan directory as `name`. */
function addByHand(ground: Ground, name: string, script: string): void {
  const made = join(ground.folder, `by-hand-${name}`);
  mkdirSync(made);
  writeFileSync(join(made, "run"), "#!/bin/sh\nexec sleep 1000\n", { mode: 0o755 });
  const { status, stderr } = spawnSync("sh", ["-ec", script], { cwd: made, encoding: "utf8" });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  ground.place(made, name);
}

/** Contract files as everything a file can be. */
const CONTRACT = "service.json notification-fd down-signal timeout-kill timeout-finish";
const ODD: Readonly<Record<string, string>> = {
  fifos: `for f in ${CONTRACT}; do mkfifo $f; done`,
  zeros: `for f in ${CONTRACT}; do ln -s /dev/zero $f; done`,
  directories: `for f in ${CONTRACT} finish; do mkdir $f; done`,
  loops: `for f in ${CONTRACT} finish log; do ln -s $f $f; done`,
  nowhere: `for f in ${CONTRACT} finish log; do ln -s /nonexistent/$f $f; done`,
  sockets: `for f in ${CONTRACT}; do perl -MSocket -e 'socket(S,AF_UNIX,SOCK_STREAM,0); bind(S,sockaddr_un($ARGV[0])) or die' $f; done`,
  huge: `for f in ${CONTRACT}; do truncate -s 2G $f; done`,
  megabyte: `head -c 1000000 /dev/zero | tr '\\\\0' '[' >service.json`,
  garbage: `head -c 5000 /dev/urandom >service.json; for f in notification-fd down-signal; do head -c 3000 /dev/urandom >$f; done`,
  secrets: "ln -s /etc/shadow service.json; ln -s /etc/shadow down-signal",
  "log-is-a-fifo": "mkfifo log",
  "log-loops": "mkdir log; ln -s run log/run; ln -s /dev/zero log/service.json",
  "run-dangles-in-control": "mkdir control; ln -s /nonexistent control/t; mkfifo control/d",
};

it("odd files in a service directory: the service runs, svscan says what is wrong, memory stays small", async (ctx) => {
  if (process.getuid?.() !== 0) ctx.skip("needs root");
  await on(new Ground("odd"), async (ground) => {
    ground.add("plain", SLEEP);
    const monitor = await ground.start();
    for (const [name, script] of Object.entries(ODD)) addByHand(ground, name, script);
    process.kill(monitor, "SIGALRM");
    await ground.allUp(["plain", ...Object.keys(ODD)]);
    expect(heldBy(monitor).memoryKib).toBeLessThan(200_000);
    for (const name of ["fifos", "zeros", "directories", "huge", "megabyte", "garbage"])
      await ground.until(`a word about ${name}`, () =>
        new RegExp(`${name}: .*service.json`).test(ground.messages),
      );
    expect(ground.messages).not.toContain("root:");
    expect(await ground.stopMonitor()).toBe(0);
  });
});

it("names nobody expects in a scan directory are services like any other, or named in a warning", async (ctx) => {
  if (process.getuid?.() !== 0) ctx.skip("needs root");
  await on(new Ground("names"), async (ground) => {
    const script = `cd "$1"; for name in 'with blank' 'with"quote' "with'quote" 'dollar$(touch pwned)' '-rf' 'new
line' "$(printf 'not\\\\377utf8')" "$(printf '%0200d' 7)"; do mkdir -- "$name"
      printf '#!/bin/sh\\nexec sleep 1000\\n' >"./$name/run"; chmod +x "./$name/run"; done
      mkfifo a-fifo; ln -s /nonexistent a-dangling-link; ln -s . a-link-to-itself; : >a-file`;
    spawnSync("sh", ["-ec", script, "sh", ground.scan]);
    ground.add("plain", SLEEP);
    const monitor = await ground.start();
    await ground.allUp([
      "plain",
      "with blank",
      'with"quote',
      "with'quote",
      "dollar$(touch pwned)",
      "-rf",
      "new\nline",
    ]);
    expect(isRunning(monitor)).toBe(true);
    expect(existsSync(join(ground.scan, "pwned"))).toBe(false);
    const status = spawnSync(process.execPath, [program("svforge"), "status", "--scan-dir", ground.scan], {
      encoding: "utf8",
      timeout: 20_000,
    });
    expect(status.stderr).not.toMatch(/^\s+at /m);
    expect(await ground.stopMonitor()).toBe(0);
  });
});

it("a log file cannot be made to lead elsewhere by the user who owns the log directory", async (ctx) => {
  await on(sharedGround(ctx, "logs"), async (ground) => {
    const treasure = join(ground.folder, "treasure");
    writeFileSync(treasure, "root's\n", { mode: 0o644 });
    const dirs = ["symlink", "fifo", "loop", "folder", "link-folder"] as const;
    for (const name of dirs) {
      mkdirSync(join(ground.logs, name));
      spawnSync("chown", ["64321:64321", join(ground.logs, name)]);
      ground.add(name, { run: "while :; do echo a line; sleep 0.05; done", logged: true });
    }
    ground.add("plain", { run: "while :; do echo a line; sleep 0.05; done", logged: true });
    asAttacker(`cd ${ground.logs}; ln -s ${treasure} symlink/current; mkfifo fifo/current; ln -s current loop/current
      mkdir folder/current; for d in symlink fifo; do ln -s ${treasure} $d/lock; done
      rmdir link-folder 2>/dev/null; ln -s /etc link-folder 2>/dev/null; exit 0`);
    await ground.start();
    await ground.allUp();
    const current = join(ground.logs, "plain/current");
    await ground.until("the plain log grows", () => existsSync(current) && readFileSync(current).length > 50);
    const isSaid = (name: string): boolean => ground.messages.includes(`${name}/log: unable to write`);
    await ground.until("links in place of the lock are named", () => ["symlink", "fifo"].every(isSaid));
    expect(readFileSync(treasure, "utf8")).toBe("root's\n");
    expect(existsSync("/etc/current")).toBe(false);
    expect(await ground.stopMonitor()).toBe(0);
  });
});

it("svscan refuses a scan directory behind a link of another user, and takes one behind root's", async (ctx: TestContext) => {
  await on(sharedGround(ctx, "link"), async (ground) => {
    const link = join(ground.folder, "link");
    symlinkSync(ground.scan, link);
    ground.add("plain", SLEEP);
    const refused = spawnSync(process.execPath, [program("svscan"), join(ground.folder, "absent")], {
      timeout: 10_000,
    });
    expect(refused.status).toBe(111);
    await ground.start();
    await ground.allUp();
    const second = spawnSync(process.execPath, [program("svscan"), link], {
      timeout: 10_000,
      encoding: "utf8",
    });
    expect(second.status).toBe(111);
    expect(second.stderr).toContain("already supervised");
  });
});
