/**
 * `kill -9` of an apply between any two of its steps, then recovery: every service runs exactly one instance of the
 * definition that was in force, what was stopped by hand is still stopped, nothing is left lying about. The suite
 * takes every eleventh step; SVFORGE_TEST_EVERY_STEP=1 takes them all (minutes).
 */
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import { environmentValue } from "../../src/os/process-facts.ts";
import { ActivationHost } from "../helpers/activation-host.ts";
import { waitFor } from "../helpers/wait-for.ts";

const STRIDE = process.env.SVFORGE_TEST_EVERY_STEP === undefined ? 11 : 1;
const KILLED = -1;

let host: ActivationHost;
afterEach(() => host.cleanUp());

const logged = (name: string, more = ""): string => `[log]\ndir = "${host.root}/logs/${name}"\n${more}`;

function declareOld(): void {
  host.undeclareAll();
  host.declareDaemon("changes", "old", logged("changes"));
  host.declareDaemon("logs", "old", logged("logs"));
  host.declareDaemon("goes", "old");
  host.declareDaemon("was", "same");
  host.declareDaemon("gains", "old");
  host.declareDaemon("held", "old");
}

function declareNew(): void {
  host.undeclareAll();
  host.declareDaemon("changes", "new", logged("changes"));
  host.declareDaemon("logs", "old", logged("logs", "keep = 3\n"));
  host.declareDaemon("comes", "new");
  host.declareDaemon("is", "same", 'moved-from = "was"\n[log]\nto = "none"\n', "was");
  host.declareDaemon("gains", "old", logged("gains"));
  host.declareDaemon("held", "new");
}

/** Pids of a daemon's instances, whoever started them. */
function instances(name: string): number[] {
  const wanted = `/bin/sh\0${host.root}/daemon\0${name}\0`;
  const pids = readdirSync("/proc").filter((n) => /^\d+$/.test(n));
  return pids.map(Number).filter((pid) => commandOf(pid) === wanted);
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

async function expectOld(at: string): Promise<void> {
  const names = readdirSync(host.scan).filter((n) => n !== ".svscan");
  expect(names.sort(), at).toEqual(["changes", "gains", "goes", "held", "logs", "was"]);
  for (const name of ["changes", "gains", "goes", "logs", "was"]) {
    await waitFor(`one ${name} (${at})`, () => instances(name).length === 1);
    expect(instances(name), at).toEqual([host.pid(name)]);
  }
  expect(environmentValue(host.pid("changes"), "VALUE"), at).toBe("old");
  expect([instances("held"), instances("comes"), instances("is")], at).toEqual([[], [], []]);
  expect(
    host.starts().filter((line) => line.includes("DOUBLE")),
    at,
  ).toEqual([]);
}

it("recovers from a kill at any step, also one during the recovery", { timeout: 1_800_000 }, async (ctx) => {
  host = new ActivationHost("svforge");
  host.start(ctx);
  await host.monitored();
  declareOld();
  await host.apply();
  host.svc(ctx, "d", "held");
  await waitFor("held down", () => host.pid("held") === 0);
  const last = await killAll();
  expect(last).toBeGreaterThan(60);

  // The same apply, left alone, succeeds; and the way back, by number, needs no project.
  await waitFor("the new generation", () => host.pid("comes") !== 0);
  await host.svforge(["rollback", "--yes"]);
  await expectOld("rolled back");
});

/** Applies the new project, dying one step later each time, until it gets through. Gives the number of steps. */
async function killAll(): Promise<number> {
  for (let step = 1; ; step += STRIDE) {
    declareNew();
    const done = await host.svforge(["apply", "--yes", "--min-uptime", "0ms"], {
      SVFORGE_TEST_KILL_AT: String(step),
    });
    if (done.code === 0) return step;
    expect(done.code, `step ${step}: ${done.err}`).toBe(KILLED);
    declareOld();
    const during = { SVFORGE_TEST_KILL_AT: String(1 + (step % 9)) };
    const recovery = await host.svforge(["apply", "--yes", "--min-uptime", "0ms"], during);
    expect([0, KILLED], `recovery after step ${step}: ${recovery.err}`).toContain(recovery.code);
    await host.apply();
    await expectOld(`step ${step}`);
  }
}
