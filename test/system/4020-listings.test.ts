/** Every listing for programs is what its schema says: `status`, `history` and `logs` of a host on which things happened. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { ActivationHost } from "../helpers/activation-host.ts";
import { built } from "../helpers/programs.ts";
import { waitFor } from "../helpers/wait-for.ts";

const SPEAKER = (
  word: string,
  log: string,
): string => `command = ["/bin/sh", "-c", "echo ${word}; exec sleep 1000"]
[log]
dir = "${log}"
`;

it("status, history and logs print what their schemas say", { timeout: 60_000 }, async (ctx) => {
  const host = new ActivationHost("svforge");
  try {
    host.start(ctx);
    await host.monitored();
    host.declare("web", SPEAKER("one", `${host.root}/web.log`));
    await host.apply();
    host.declare("web", SPEAKER("two", `${host.root}/web.log`));
    host.declare("off", 'command = ["/bin/true"]\nenabled = false\n');
    await host.apply();
    const shown = (...args: string[]): string =>
      execFileSync(process.execPath, [built("svforge"), ...args, "--scan-dir", host.scan], {
        encoding: "utf8",
      });
    const lines = (): string[] => shown("logs", "--json", "web").split("\n").slice(0, -1);
    await waitFor("both lines", () => lines().length >= 2);
    const texts = lines().map((line) => expectValid("logs", line) as { text: string });
    expect(texts.map(({ text }) => text)).toEqual(["one", "two"]);

    const status = expectValid("status", shown("status", "--json"));
    expect(status).toMatchObject({
      monitored: true,
      services: [{ name: "off" }, { name: "web", state: "up" }],
    });
    expect(shown("status", "web")).toMatch(
      /^web +up .*\n\nweb: .*web\.log\n {2}\S+ \S+ one\n {2}\S+ \S+ two\n$/m,
    );
    expect(shown("status", "-n", "0", "web").trimEnd().split("\n")).toHaveLength(2);

    const history = expectValid("history", (await host.svforge(["history", "--json"])).out);
    expect(history).toMatchObject({ generations: [{ outcome: "good" }, { outcome: "good", current: true }] });
    expect(expectValid("history", (await host.svforge(["history", "--json", "-n", "1"])).out)).toMatchObject({
      generations: [{ generation: 2 }],
    });
    expect((await host.svforge(["history", "-n", "none"])).err).toContain("Expected a number from 1.");
  } finally {
    await host.cleanUp();
  }
});

it("status says how a restart policy goes on, explain which limits a process has no more", {
  timeout: 60_000,
}, async (ctx) => {
  const host = new ActivationHost("svforge");
  try {
    host.start(ctx);
    await host.monitored();
    const go = join(host.root, "go");
    host.declare(
      "flap",
      `script = "until [ -e ${go} ]; do sleep 0.05; done; exit 3"\n[restart]\ndelay = "1h"\nmax-attempts = 9\nwindow = "2h"\n[limits]\nnofile = 100\n`,
    );
    await host.apply();
    const shown = (...args: string[]): string =>
      spawnSync(process.execPath, [built("svforge"), ...args, "--scan-dir", host.scan], {
        encoding: "utf8",
        cwd: host.project,
      }).stdout;
    const status = (...args: string[]): string => shown("status", ...args);
    expect(shown("explain", "flap")).not.toContain("not as declared");
    execFileSync("prlimit", ["--pid", String(host.pid("flap")), "--nofile=50:100"]);
    expect(shown("explain", "flap")).toContain("limits.nofile of the process is 50:100, not as declared\n");
    writeFileSync(go, "");
    await waitFor("the failure", () => status().includes("failure"));
    expect(status()).toMatch(
      /^flap +restarting .*failure 1 of 9 in 2h; next start in 59m \d+s; last exit code 3$/m,
    );
    expect(expectValid("status", status("--json"))).toMatchObject({
      services: [{ retry: { failures: 1, max: 9, windowMs: 7_200_000 } }],
    });
  } finally {
    await host.cleanUp();
  }
});

function expectValid(name: string, text: string): unknown {
  const file = join(import.meta.dirname, "../../schema", `${name}.schema.json`);
  const ajv = new Ajv2020({ allowUnionTypes: true });
  const value: unknown = JSON.parse(text);
  ajv.validate(JSON.parse(readFileSync(file, "utf8")) as object, value);
  expect(ajv.errors).toBeNull();
  return value;
}
