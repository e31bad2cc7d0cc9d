/** An apply that ends with 0 means it: everything ready, in the order of dependencies, and still up a while later. */
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { environmentValue } from "../../src/os/process-facts.ts";
import { ActivationHost, MONITORS } from "../helpers/activation-host.ts";

let host: ActivationHost;
afterEach(() => host.cleanUp());

const NO_LOG = '[log]\nto = "none"\n';
const events = (): string[] => readFileSync(join(host.root, "events"), "utf8").split("\n").slice(0, -1);

/** A daemon that takes a while to be ready, and says when it starts and when it is. */
function declareSlow(name: string, more = ""): void {
  const script = `echo "${name} starts" >> ${host.root}/events
sleep 0.7
echo "${name} is ready" >> ${host.root}/events
touch ${host.root}/${name}-ready
exec sleep 1000`;
  host.declare(name, `${more}script = """\n${script}\n"""\n${readiness(name)}${NO_LOG}`);
}

/** daemontools has no readiness: there it is up that counts. */
function readiness(name: string): string {
  if (host.monitor === "daemontools") return "";
  return `[ready]\ncommand = ["test", "-e", "${host.root}/${name}-ready"]\n`;
}

it.for(MONITORS)("under %s", { timeout: 120_000 }, async (monitor, ctx) => {
  host = new ActivationHost(monitor);
  declareSlow("db");
  host.declare("first", `command = ["sleep", "1000"]\n${NO_LOG}`);
  host.start(ctx);
  await host.monitored();

  // New ones, the second of which needs the first.
  declareSlow("api", 'depends-on = ["db"]\n');
  const done = await host.apply();
  const said = [...done.err.matchAll(/ok +([a-z]+):/g)].map((m) => m[1]);
  expect(said.indexOf("db")).toBeLessThan(said.indexOf("api"));
  expect(events().indexOf("db starts")).toBeLessThan(events().indexOf("api starts"));
  if (monitor !== "daemontools") {
    expect(events()).toEqual(["db starts", "db is ready", "api starts", "api is ready"]);
    expect([existsSync(`${host.root}/db-ready`), existsSync(`${host.root}/api-ready`)]).toEqual([true, true]);
  }
  const good = JSON.parse(readFileSync(join(host.state, "good"), "utf8")) as {
    manifest: { services: { dirName: string; hash: string }[] };
  };
  for (const { dirName, hash } of good.manifest.services) {
    const running = environmentValue(host.pid(dirName), "SVFORGE_DEF");
    // A script of the user's on a foreign suite names none.
    expect([hash, undefined], dirName).toContain(running);
  }

  // One that comes up and then dies is not up.
  const pid = host.pid("db");
  host.declare("first", `command = ["sh", "-c", "sleep 0.6; exit 3"]\n${NO_LOG}`);
  const died = await host.svforge(["apply", "--yes", "--min-uptime", "3s"]);
  expect([died.code, died.err]).toEqual([6, expect.stringMatching(/first: .* right after its start/)]);
  await host.up("first");
  expect(host.pid("db")).toBe(pid);
});

it("one that is not ready in time is said to be that", { timeout: 60_000 }, async (ctx) => {
  host = new ActivationHost("svforge");
  host.start(ctx);
  await host.monitored();
  const never = `[ready]\npath = "${host.root}/never"\ntimeout = "1s"\n`;
  host.declare("late", `command = ["sleep", "1000"]\n${never}${NO_LOG}`);
  const { code, err } = await host.svforge(["apply", "--yes"]);
  expect([code, err]).toEqual([
    6,
    expect.stringMatching(/late: pid \d+ was not ready after 1 s and was stopped/),
  ]);
});

it("one that no kernel starts is said to be that, and not waited for", { timeout: 60_000 }, async (ctx) => {
  host = new ActivationHost("svforge");
  host.start(ctx);
  await host.monitored();
  host.write("sv/odd/run", "exec sleep 1000\n");
  chmodSync(`${host.project}/sv/odd/run`, 0o755);
  host.declare("odd", `service-dir = "./sv/odd"\n${NO_LOG}`);
  const { code, err } = await host.svforge(["apply", "--yes"]);
  expect([code, err]).toEqual([6, expect.stringContaining("odd: its `run` cannot be started")]);
  expect(err).toContain("`sv/odd/run` does not begin with `#!`");
});
