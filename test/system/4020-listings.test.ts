/** Every listing for programs is what its schema says: `status`, `history` and `logs` of a host on which things happened. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
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

function expectValid(name: string, text: string): unknown {
  const file = join(import.meta.dirname, "../../schema", `${name}.schema.json`);
  const ajv = new Ajv2020({ allowUnionTypes: true });
  const value: unknown = JSON.parse(text);
  ajv.validate(JSON.parse(readFileSync(file, "utf8")) as object, value);
  expect(ajv.errors).toBeNull();
  return value;
}
