/**
 * `kill -9` of an apply between any two of its steps, then recovery: every service runs exactly one instance of the
 * definition that was in force, what was stopped by hand is still stopped, nothing is left lying about. The suite
 * takes some of the steps; SVFORGE_TEST_STEPS=1/1 takes them all (half an hour under svscan, which looks every 5 s).
 */
import { chmodSync, readdirSync, readFileSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import { processAt } from "../../src/os/proc-stat.ts";
import { environmentValue } from "../../src/os/process-facts.ts";
import { ActivationHost, MONITORS } from "../helpers/activation-host.ts";
import { waitFor } from "../helpers/wait-for.ts";

/** FIRST/STRIDE: the first step to die at, and how far the next is. Other steps under each suite. */
const STEPS: Readonly<Record<(typeof MONITORS)[number], string>> = {
  svforge: "1/11",
  runit: "5/17",
  daemontools: "30/47",
  s6: "9/17",
};
const KILLED = -1;

let host: ActivationHost;
afterEach(() => host.cleanUp());

const logged = (name: string, more = ""): string => `[log]\ndir = "${host.root}/logs/${name}"\n${more}`;

/** A directory written by hand: nothing in its process names a definition. */
function declareHand(value: string): void {
  const run = `#!/bin/sh\nexport VALUE=${value}\nexec /bin/sh ${host.root}/daemon hand\n`;
  host.write("sv/hand/run", run);
  chmodSync(`${host.project}/sv/hand/run`, 0o755);
  host.declare("hand", `service-dir = "./sv/hand"\n${logged("hand")}`);
}

function declareOld(): void {
  host.undeclareAll();
  declareHand("old");
  host.declareDaemon("changes", "old", logged("changes"));
  host.declareDaemon("logs", "old", logged("logs"));
  host.declareDaemon("goes", "old");
  host.declareDaemon("was", "same");
  host.declareDaemon("gains", "old");
  host.declareDaemon("held", "old");
}

function declareNew(): void {
  host.undeclareAll();
  declareHand("new");
  host.declareDaemon("changes", "new", logged("changes"));
  host.declareDaemon("logs", "old", logged("logs", "keep = 3\n"));
  host.declareDaemon("comes", "new");
  host.declareDaemon("is", "same", 'moved-from = "was"\n[log]\nto = "none"\n', "was");
  host.declareDaemon("gains", "old", logged("gains"));
  host.declareDaemon("held", "new");
}

/** Pids of a daemon's instances, whoever started them. A copy of one that is about to be its `sleep` is none. */
function instances(name: string): number[] {
  const wanted = `/bin/sh\0${host.root}/daemon\0${name}\0`;
  const pids = readdirSync("/proc").filter((n) => /^\d+$/.test(n));
  const named = pids.map(Number).filter((pid) => commandOf(pid) === wanted);
  return named.filter((pid) => !named.includes(processAt(pid)?.parent ?? pid));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

async function expectOld(at: string): Promise<void> {
  const names = readdirSync(host.scan).filter((n) => n !== ".svscan" && n !== ".s6-svscan");
  expect(names.sort(), at).toEqual(["changes", "gains", "goes", "hand", "held", "logs", "was"]);
  for (const name of ["changes", "gains", "goes", "hand", "logs", "was"]) {
    await waitFor(`one ${name} (${at})`, () => instances(name).length === 1);
    expect(instances(name), at).toEqual([host.pid(name)]);
  }
  for (const name of ["changes", "hand"])
    expect(environmentValue(host.pid(name), "VALUE"), `${name}, ${at}`).toBe("old");
  expect([instances("held"), instances("comes"), instances("is")], at).toEqual([[], [], []]);
  expect(
    host.starts().filter((line) => line.includes("DOUBLE")),
    at,
  ).toEqual([]);
}

it.for(MONITORS)(
  "recovers from a kill at any step under %s, also one during the recovery",
  {
    timeout: 3_600_000,
  },
  async (monitor, ctx) => {
    host = new ActivationHost(monitor);
    host.start(ctx);
    await host.monitored();
    declareOld();
    await host.apply();
    host.svc(ctx, "d", "held");
    await waitFor("held down", () => host.pid("held") === 0);
    const last = await killAll(STEPS[monitor]);
    expect(last).toBeGreaterThan(60);

    // The same apply, left alone, succeeds; and the way back, by number, needs no project.
    await waitFor("the new generation", () => host.pid("comes") !== 0);
    const back = await host.svforge(["rollback", "--yes"]);
    expect(back.code, back.err).toBe(0);
    await expectOld("rolled back");
  },
);

/** Applies the new project, dying one step later each time, until it gets through. Gives the number of steps. */
async function killAll(some: string): Promise<number> {
  const steps = process.env.SVFORGE_TEST_STEPS ?? some;
  const [first = 1, stride = 1] = steps.split("/").map(Number);
  for (let step = first; ; step += stride) {
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
