/** `[reload]`: a change that needs only a signal, or a command, leaves the process; a later restart is no surprise. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { ActivationHost, MONITORS } from "../helpers/activation-host.ts";
import { waitFor } from "../helpers/wait-for.ts";

let host: ActivationHost;
afterEach(() => host.cleanUp());

const reloads = (): string[] => {
  try {
    return readFileSync(join(host.root, "reloads"), "utf8").split("\n").slice(0, -1);
  } catch {
    return [];
  }
};

it.for(MONITORS)("keeps the process under %s", { timeout: 60_000 }, async (monitor, ctx) => {
  host = new ActivationHost(monitor);
  const declare = (value: string): void => {
    const daemon = `trap 'echo again >> ${host.root}/reloads' HUP; echo up >> ${host.root}/reloads; while :; do sleep 0.1 & wait $!; done`;
    host.declare(
      "web",
      [
        `command = ["/bin/sh", "-c", ${JSON.stringify(daemon)}]`,
        `[env]\nVALUE = "${value}"`,
        '[reload]\nsignal = "HUP"\non-change = "reload"',
        '[log]\nto = "none"\n',
      ].join("\n"),
    );
  };
  declare("1");
  await host.apply();
  host.start(ctx);
  const pid = await host.up("web");
  await waitFor("the daemon", () => reloads().length === 1);
  await host.monitored();
  declare("2");
  expect((await host.apply()).out).toMatch(/~ +web +reload/);
  await waitFor("the reload", () => reloads().at(-1) === "again");
  expect(host.pid("web")).toBe(pid);
  // What still runs the definition it was reloaded from is not out of date.
  expect((await host.svforge(["plan"])).out).toContain("No changes; 1 unchanged.");
});
