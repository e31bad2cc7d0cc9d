/**
 * `apply --confirm` on every suite: a confirmation keeps the change and leaves nothing behind; without one the guard
 * alone undoes it, also when the command was killed in the middle. SVFORGE_TEST_STEPS=FIRST/STRIDE kills elsewhere.
 */
import { existsSync, readdirSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import { environmentValue } from "../../src/os/process-facts.ts";
import { ActivationHost, MONITORS } from "../helpers/activation-host.ts";
import { waitFor } from "../helpers/wait-for.ts";

let host: ActivationHost;
afterEach(() => host.cleanUp());

const entries = (): string[] => readdirSync(host.scan).filter((n) => !/^\.(svscan|s6-svscan)$/.test(n));
const isOnTrial = (): boolean => existsSync(`${host.state}/trial`);
const running = (name: string): string | undefined => environmentValue(host.pid(name), "VALUE");

function declare(value: string): void {
  host.declareDaemon("web", value);
  host.declareDaemon("db", value);
}

it.for(MONITORS)("under %s", { timeout: 1_800_000 }, async (monitor, ctx) => {
  host = new ActivationHost(monitor);
  host.start(ctx);
  await host.monitored();
  declare("1");
  await host.apply();

  declare("2");
  const waiting = await host.apply("--confirm", "5m");
  expect(waiting.err).toContain("generation 2 is up; `svforge confirm` within 5m keeps it");
  await host.up("svforge-confirm");
  expect((await host.svforge(["confirm"])).code).toBe(0);
  expect(entries()).toEqual(["db", "web"]);
  expect([running("web"), isOnTrial()]).toEqual(["2", false]);

  declare("3");
  const [first = 1, stride = 1] = (process.env.SVFORGE_TEST_STEPS ?? "28/13").split("/").map(Number);
  for (let step = first; ; step += stride) {
    const killed = await host.svforge(["apply", "--yes", "--min-uptime", "0ms", "--confirm", "1s"], {
      SVFORGE_TEST_KILL_AT: String(step),
    });
    if (killed.code === 0) break;
    expect(killed.code, killed.err).toBe(-1);
    if (!existsSync(host.path("svforge-confirm"))) {
      expect([running("web"), running("db")], `step ${step}`).toEqual(["2", "2"]);
      await host.svforge(["rollback", "--yes"]);
    }
    await undone(`step ${step}`);
  }
  // Left alone, the last one was on trial as well.
  await undone("not confirmed");
  expect((await host.svforge(["history"])).out).toContain("was not confirmed in time");
});

/** Nobody runs a command: the guard brings both services back and goes. */
async function undone(when: string): Promise<void> {
  await waitFor(`the end of the trial (${when})`, () => !isOnTrial(), 60_000);
  await waitFor(`the guard's end (${when})`, () => !existsSync(host.path("svforge-confirm")));
  for (const name of ["web", "db"]) await waitFor(`${name} (${when})`, () => running(name) === "2");
  expect(host.starts().filter((line) => line.includes("DOUBLE"))).toEqual([]);
}
