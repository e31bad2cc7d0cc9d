/** On a terminal an apply shows the plan and asks; only `y` or `yes` lets it go on, and then it shows its progress. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { afterEach, expect, it, type TestContext } from "vitest";
import { ActivationHost } from "../helpers/activation-host.ts";
import { built, stock } from "../helpers/programs.ts";

let host: ActivationHost;
afterEach(() => host.cleanUp());

/** `svforge apply` on a terminal of its own, where somebody answers the question. */
function answered(ctx: TestContext, answer: string): Promise<{ code: number | null; shown: string }> {
  const dirs = `--scan-dir ${host.scan} --state-dir ${host.state}`;
  const command = `${process.execPath} ${built("svforge")} apply --min-uptime 0ms ${dirs}`;
  const terminal = spawn(stock(ctx, "script"), ["-qefc", command, "/dev/null"], { cwd: host.project });
  let shown = "";
  terminal.stdout.on("data", (text: Buffer) => {
    if (!shown.includes("[y/N]") && `${shown}${text}`.includes("[y/N]")) terminal.stdin.write(answer);
    shown += text;
  });
  return new Promise((resolve) => terminal.on("close", (code) => resolve({ code, shown })));
}

it.for(["n\n", "\n", "yesterday\n", "\u0004"])("%j changes nothing", async (answer, ctx) => {
  host = new ActivationHost("svforge");
  host.declareDaemon("web", "1");
  const { code, shown } = await answered(ctx, answer);
  expect([code, shown]).toEqual([1, expect.stringContaining("Apply this? [y/N]")]);
  expect(shown).toContain("nothing was changed");
  expect(existsSync(host.path("web"))).toBe(false);
});

it.for(["y\n", "YES\n"])("%j does it, step by step", async (answer, ctx) => {
  host = new ActivationHost("svforge");
  host.declareDaemon("web", "1");
  host.start(ctx);
  await host.monitored();
  const { code, shown } = await answered(ctx, answer);
  expect([code, shown]).toEqual([0, expect.stringContaining("Plan: 1 to create; 0 unchanged.")]);
  expect(shown).toMatch(/… +web: create\r\n +ok +web: up \(pid \d+\)/);
  expect(host.starts()).toEqual(["web start 1"]);
});
