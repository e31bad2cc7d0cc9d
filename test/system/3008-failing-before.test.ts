/** A service that was failing before an apply must not keep the next one, with its cure, from being applied. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { ActivationHost, MONITORS } from "../helpers/activation-host.ts";
import { waitFor } from "../helpers/wait-for.ts";

let host: ActivationHost;
afterEach(() => host.cleanUp());

it.for(MONITORS)(
  "a rollback to a definition that does not come up either is said, ended, and no dead end: %s",
  {
    timeout: 120_000,
  },
  async (monitor, ctx) => {
    host = new ActivationHost(monitor);
    const flag = join(host.root, "flag");
    const declare = (seconds: number): void => {
      host.declare("web", `script = """\n[ -e ${flag} ]\nexec sleep ${seconds}\n"""\n[log]\nto = "none"\n`);
    };
    writeFileSync(flag, "");
    declare(100001);
    await host.apply();
    host.start(ctx);
    const pid = await host.up("web");
    await host.monitored();
    rmSync(flag);
    process.kill(pid, "SIGKILL");
    await waitFor("web to fail", () => host.pid("web") !== pid);

    declare(100002);
    const failed = await host.svforge(["apply", "--yes", "--min-uptime", "300ms"]);
    expect([failed.code, failed.err]).toEqual([7, expect.stringContaining("back in place, but not up:")]);

    host.declare("web", 'command = ["sleep", "100003"]\n[log]\nto = "none"\n');
    const cured = await host.svforge(["apply", "--yes", "--min-uptime", "300ms"]);
    expect([cured.code, cured.err]).toEqual([0, expect.stringContaining("is in force")]);
    await host.up("web");
  },
);
