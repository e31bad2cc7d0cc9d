/** What this host lacks is found before anything is touched: the old process goes on, nothing is rolled back. */
import { afterEach, expect, it } from "vitest";
import { ActivationHost, MONITORS } from "../helpers/activation-host.ts";

let host: ActivationHost;
afterEach(() => host.cleanUp());

it.for(MONITORS)(
  "an unknown user is named with its place, and the service is not touched: %s",
  async (monitor, ctx) => {
    host = new ActivationHost(monitor);
    host.declare("web", 'command = ["sleep", "100001"]\n[log]\nto = "none"\n');
    await host.apply();
    host.start(ctx);
    const pid = await host.up("web");
    await host.monitored();
    host.declare("web", 'command = ["sleep", "100001"]\nuser = "nobodyy"\n[log]\nto = "none"\n');
    const refused = await host.svforge(["apply", "--yes"]);
    expect([refused.code, refused.out]).toEqual([3, ""]);
    expect(refused.err).toContain("services/web.toml:2:1");
    expect(refused.err).toContain("there is no user `nobodyy`");
    expect(host.pid("web")).toBe(pid);
    expect((await host.svforge(["plan"])).code).toBe(0);
  },
);
