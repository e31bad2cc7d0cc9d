/**
 * Root activates while somebody works against it: symlinks planted where an activation writes, a service directory
 * whose owner exchanges its files all the time. Nothing outside is written, nobody else's service is told anything.
 */
import { type ChildProcess, spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ActivationHost, traces } from "../helpers/activation-host.ts";
import { ATTACKER } from "../helpers/attacker.ts";
import { stock } from "../helpers/programs.ts";
import { needRoot } from "../helpers/suites.ts";

let host: ActivationHost;
let attacker: ChildProcess | undefined;
beforeEach(() => {
  host = new ActivationHost("svforge");
});
afterEach(async () => {
  if (attacker?.pid !== undefined) process.kill(-attacker.pid, "SIGKILL");
  attacker = undefined;
  await host.cleanUp();
});

const apply = (...args: string[]) => host.svforge(["apply", "--yes", "--min-uptime", "0ms", ...args]);

/** A folder whose contents would show every write. */
function treasure(): { path: string; isUntouched: () => void } {
  const path = join(host.root, "treasure");
  mkdirSync(path);
  for (const name of ["run", "def", "keep"]) writeFileSync(join(path, name), "theirs");
  const before = traces(path);
  return { path, isUntouched: () => expect(traces(path)).toEqual(before) };
}

it("symlinks planted under every name an activation uses are replaced or refused, never followed", async (ctx) => {
  host.start(ctx);
  await host.monitored();
  host.declareDaemon("web", "1", `[log]\ndir = "${host.root}/logs/web"\n`);
  await host.apply();
  const { path, isUntouched } = treasure();
  for (const name of [".new-web", ".old-web", ".new-extra", ".new-svforge-confirm", ".adopted-web"])
    symlinkSync(path, host.path(name));
  for (const name of [".def.new", ".run.new", ".owner.new", ".finish.new"])
    symlinkSync(join(path, "run"), host.path("web", name));
  for (const name of [".new", ".good.new"]) symlinkSync(join(path, "keep"), join(host.state, name));
  symlinkSync(join(path, "keep"), join(host.state, "gen/.new"));
  host.declareDaemon("web", "2", `[log]\ndir = "${host.root}/logs/web"\n`);
  host.declareDaemon("extra", "1");
  await host.apply();
  host.declareDaemon("web", "3");
  await host.apply();
  host.undeclare("extra");
  await host.apply("--confirm", "5m");
  expect((await host.svforge(["confirm"])).code).toBe(0);
  isUntouched();
  expect(host.starts().at(-1)).toBe("web start 3");

  // In place of parts of the live directory itself they are drift.
  symlinkSync(join(path, "run"), host.path("web/planted"));
  renameSync(host.path("web/planted"), host.path("web/run"));
  expect((await apply()).code).toBe(8);
  await host.apply("--on-drift", "overwrite");
  isUntouched();
});

it("a directory whose owner exchanges everything in it is neither written to nor believed, and cannot be adopted", {
  timeout: 60_000,
}, async (ctx) => {
  needRoot(ctx);
  stock(ctx, "setpriv");
  host.start(ctx);
  await host.monitored();
  host.declareDaemon("web", "1");
  host.declareDaemon("victim", "1");
  await host.apply();
  const victim = host.pid("victim");
  const mark = readFileSync(host.path("web/.owner"), "utf8");
  const { path, isUntouched } = treasure();
  chownSync(host.path("web"), ATTACKER, ATTACKER);
  const script = `cd ${host.path("web")} || exit
    while :; do
      for name in run def finish log .owner .def.new; do ln -sfn ${path} $name; done
      ln -sfn ../victim/supervise supervise-; mv -Tf supervise- supervise 2>/dev/null || { rm -rf supervise; mv supervise- supervise; }
      for name in run def log .owner; do rm -rf $name; mkdir $name; done
      rm -rf .owner; printf '%s' '${mark.trim()}' > .owner; ln -sfn ${host.state}/store def
    done`;
  const words = [`--reuid=${ATTACKER}`, `--regid=${ATTACKER}`, "--clear-groups", "sh", "-c", script];
  attacker = spawn("setpriv", words, { stdio: "ignore", detached: true });
  for (let n = 2; n < 8; n++) {
    host.declareDaemon("web", String(n));
    const refused = await apply();
    expect([refused.code, refused.err]).toEqual([8, expect.stringContaining("--adopt")]);
  }
  const adopting = await apply("--adopt", "web");
  expect([adopting.code, adopting.err]).toEqual([9, expect.stringContaining("cannot be taken over: ")]);
  isUntouched();
  expect(host.pid("victim")).toBe(victim);
  expect(readdirSync(host.scan).filter((name) => name.startsWith(".new-"))).toEqual([]);
  expect(existsSync(join(host.state, "store/run"))).toBe(false);
  // Others can still be activated.
  host.undeclare("web");
  host.declareDaemon("victim", "2");
  await host.apply();
  expect(host.starts().at(-1)).toBe("victim start 2");
});
