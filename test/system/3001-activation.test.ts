/** The life of services under activation, the same story on every suite: create, change, hold, rename, remove. */
import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { environmentValue } from "../../src/os/process-facts.ts";
import { ActivationHost, MONITORS, traces } from "../helpers/activation-host.ts";
import { built } from "../helpers/programs.ts";
import { suites } from "../helpers/suites.ts";
import { waitFor } from "../helpers/wait-for.ts";

let host: ActivationHost;
afterEach(() => host.cleanUp());

const logged = (more = ""): string => `[log]\ndir = "${host.root}/logs/web"\n${more}`;
const classes = (json: string): unknown =>
  (JSON.parse(json) as { changes: { service: string; class: string }[] }).changes.map((c) => [
    c.service,
    c.class,
  ]);

describe.each([...MONITORS, ...suites("busybox")])("under %s", (monitor) => {
  it("activates every kind of change with the smallest action, and never two instances", {
    timeout: 240_000,
  }, async (ctx) => {
    host = new ActivationHost(monitor);
    host.start(ctx);
    await host.monitored();

    // Created, in order, up when apply says so.
    host.declareDaemon("web", "one", logged());
    host.declareDaemon("db", "one");
    await host.apply();
    const [web, db] = [host.pid("web"), host.pid("db")];
    expect(web * db).not.toBe(0);
    const logger = await host.up("web/log");

    // Nothing to do touches nothing.
    const before = { ...traces(host.scan), ...traces(host.state) };
    expect((await host.apply()).out).toContain("No changes; 2 unchanged.");
    expect({ ...traces(host.scan), ...traces(host.state) }).toEqual(before);
    expect([host.pid("web"), host.pid("db"), host.pid("web/log")]).toEqual([web, db, logger]);

    // A change of the environment restarts the daemon and nothing else.
    host.declareDaemon("web", "two", logged());
    await host.apply();
    const restarted = host.pid("web");
    expect(restarted).not.toBe(web);
    expect(host.pid("db")).toBe(db);
    const hash = /store\/([0-9a-f]{64})-web/.exec(readlinkSync(host.path("web/def")))?.[1];
    expect(environmentValue(restarted, "SVFORGE_DEF")).toBe(hash);

    // A change of the logger keeps the daemon.
    host.declareDaemon("web", "two", logged("keep = 3\n"));
    const planned = await host.svforge(["plan", "--json"]);
    expect(classes(planned.out)).toEqual([["web", "log-only"]]);
    await host.apply();
    expect(host.pid("web")).toBe(restarted);
    const status = execFileSync(process.execPath, [built("svforge"), "status", "--scan-dir", host.scan]);
    expect(status.toString()).not.toContain("older definition");

    // Stopped by hand stays stopped, whatever is applied.
    host.svc(ctx, "d", "db");
    await waitFor("db down", () => host.pid("db") === 0);
    host.declareDaemon("db", "two");
    expect((await host.apply()).out).toMatch(/⏸ +db +held/);
    expect(host.pid("db")).toBe(0);
    host.svc(ctx, "u", "db");
    await host.up("db");
    await waitFor("db's second start", () => host.starts().includes("db start two"));

    // A rename keeps the process.
    const kept = host.pid("db");
    host.undeclare("db");
    host.declareDaemon("db", "two");
    const toml = readFileSync(`${host.project}/services/db.toml`, "utf8");
    host.undeclare("db");
    host.declare("store", `moved-from = "db"\n${toml}`);
    await host.apply();
    expect(host.pid("store")).toBe(kept);
    expect(host.status("db")).toBeUndefined();

    // A logger that comes needs a new supervision; one that is gone, too.
    host.declare(
      "store",
      `moved-from = "db"\n${toml.replace('to = "none"', `dir = "${host.root}/logs/store"`)}`,
    );
    await host.apply();
    await host.up("store/log");
    expect(host.pid("store")).not.toBe(kept);

    // Removed means gone: no process, no directory.
    const last = [host.pid("web"), host.pid("web/log")];
    host.undeclare("web");
    await host.apply();
    expect(host.status("web")).toBeUndefined();
    if (monitor !== "svforge") await waitFor("web's end", () => last.every((pid) => !isAlive(pid)));
    expect(isAlive(last[0] ?? 0)).toBe(false);
    expect(Object.keys(traces(host.scan)).filter((p) => /\/\.(new|old)-/.test(p))).toEqual([]);
    expect(host.starts().filter((line) => line.includes("DOUBLE"))).toEqual([]);
  });
});

function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}
