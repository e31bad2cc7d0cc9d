/** A plan is a look: it writes nothing, needs no more rights than there are, and reads the same on every machine. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { ActivationHost, MONITORS } from "../helpers/activation-host.ts";
import { built, stock } from "../helpers/programs.ts";
import { needRoot } from "../helpers/suites.ts";

let host: ActivationHost;
afterEach(() => host.cleanUp());

const FORMS = [[], ["--full"], ["--json"], ["--markdown"], ["--patch"]] as const;
const plan = (...more: readonly string[]): string[] => {
  const dirs = ["--scan-dir", host.scan, "--state-dir", host.state];
  return [process.execPath, built("svforge"), "plan", "--project", host.project, ...dirs, ...more];
};

/** Something of everything: a change, a creation, a removal, a logger. */
async function changed(): Promise<void> {
  host.declareDaemon("web", "1", `[log]\ndir = "${host.root}/logs/web"\n`);
  host.declareDaemon("old", "1");
  await host.apply();
  host.declareDaemon("web", "2", `[log]\ndir = "${host.root}/logs/web"\n`);
  host.declareDaemon("new", "1");
  host.undeclare("old");
}

const CHANGING =
  "mkdir mkdirat mknod mknodat unlink unlinkat rmdir rename renameat renameat2 link linkat symlink symlinkat chmod " +
  "fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes utimensat futimesat truncate ftruncate fallocate setxattr " +
  "lsetxattr fsetxattr creat";
/** Asking a FIFO whether somebody reads it takes opening it for writing. */
const ASKED = /\/(supervise\/(ok|control)|\.svscan\/control|\.s6-svscan\/control)"/;

it.for(MONITORS)(
  "makes no system call that changes a file under %s",
  { timeout: 120_000 },
  async (monitor, ctx) => {
    stock(ctx, "strace");
    stock(ctx, "git");
    host = new ActivationHost(monitor);
    const git = (...args: string[]): void =>
      void execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.org", ...args], {
        cwd: host.project,
      });
    await changed();
    host.start(ctx);
    await host.up("web");
    git("init", "-q");
    git("add", "-A");
    git("commit", "-q", "-m", "first", "--no-gpg-sign");
    const trace = join(host.root, "trace");
    const calls = ["open", "openat", ...CHANGING.split(" ")].map((c) => `?${c}`).join(",");
    for (const more of [[], ["--against", "HEAD"]]) {
      const [node = "", ...rest] = plan(...more);
      const words = ["-f", "-qq", "-o", trace, "-e", `trace=${calls}`, node, ...rest];
      const done = spawnSync("strace", words, { cwd: host.project, encoding: "utf8" });
      expect([done.status, done.stdout], done.stderr).toEqual([0, expect.stringContaining("Plan: ")]);
      const lines = readFileSync(trace, "utf8").split("\n");
      expect(lines.some((line) => line.includes("services/web.toml") || more.length > 0)).toBe(true);
      const isOpen = (line: string): boolean => /\bopen(at)?\(/.test(line);
      const writes = lines.filter((line) =>
        isOpen(line)
          ? /O_(WRONLY|RDWR|CREAT|TRUNC)/.test(line) && !ASKED.test(line) && !/"\/dev\/(null|tty)"/.test(line)
          : /^\d+ +[a-z0-9]+\(/.test(line),
      );
      expect(writes).toEqual([]);
    }
  },
);

it("as somebody who may not see everything says what it did not see", async (ctx) => {
  needRoot(ctx);
  stock(ctx, "setpriv");
  host = new ActivationHost("svforge");
  await changed();
  host.start(ctx);
  await host.up("web");
  const as = ["--reuid", "65534", "--regid", "65534", "--clear-groups"];
  const seen = (...more: string[]) =>
    spawnSync("setpriv", [...as, ...plan(...more)], { encoding: "utf8", cwd: "/" });
  const { status, stdout, stderr } = seen();
  expect([status, stdout], stderr).toEqual([
    0,
    expect.stringContaining(`? not seen: ${host.path("web/supervise")}: access denied`),
  ]);
  expect(stdout).toMatch(/^ {2}\+ +new +create/m);
  expect(JSON.parse(seen("--json").stdout)).toMatchObject({ complete: false });
  execFileSync("chmod", ["700", host.state]);
  const blind = seen();
  expect([blind.status, blind.stderr]).toEqual([1, expect.stringContaining(host.state)]);
  expect(blind.stderr).not.toMatch(/^ +at /m);
});

it("is byte for byte the same on another machine", { timeout: 120_000 }, async (ctx) => {
  needRoot(ctx);
  stock(ctx, "unshare");
  host = new ActivationHost("svforge");
  await changed();
  const here = FORMS.map((form) =>
    execFileSync(plan(...form)[0] ?? "", plan(...form).slice(1), { cwd: "/" }),
  );
  // The same files, written in another order, by another machine's name, umask, language, time and home.
  const copy = join(host.root, "copy");
  cpSync(host.project, copy, { recursive: true });
  const names = readdirSync(join(host.project, "services")).sort().reverse();
  rmSync(join(host.project, "services"), { recursive: true });
  for (const name of names) cpSync(join(copy, "services", name), join(host.project, "services", name));
  const elsewhere = FORMS.map((form) =>
    execFileSync(
      "unshare",
      ["-u", "sh", "-c", 'hostname elsewhere; umask 077; exec "$@"', "sh", ...plan(...form)],
      {
        cwd: host.root,
        env: {
          PATH: process.env.PATH,
          TZ: "Asia/Tokyo",
          LC_ALL: "tr_TR.UTF-8",
          LANG: "sv_SE",
          HOME: "/nonexistent",
          USER: "x",
        },
      },
    ),
  );
  expect(elsewhere.map(String)).toEqual(here.map(String));
  expect(here.every((text) => text.length > 100)).toBe(true);
  expect(existsSync("/nonexistent")).toBe(false);
});
