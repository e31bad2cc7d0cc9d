/** Our svc, svok and svstat against the stock supervisors, beside the stock tools: same bytes, same exit codes. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { built, stock } from "../helpers/programs.ts";
import { waitFor } from "../helpers/wait-for.ts";

let folder = "";
let supervisor: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "svforge-0001-"));
  mkdirSync(join(folder, "a"));
  writeFileSync(join(folder, "a/run"), "#!/bin/sh\nexec sleep 1000\n", { mode: 0o755 });
});

afterEach(async () => {
  const child = supervisor;
  if (child !== undefined && child.exitCode === null) {
    spawnSync(process.execPath, [built("svc"), "-dx", join(folder, "a")]);
    await waitFor("the supervisor's end", () => child.exitCode !== null || child.signalCode !== null).catch(
      () => child.kill("SIGKILL"),
    );
  }
  supervisor = undefined;
  rmSync(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly out: string;
  readonly err: string;
  readonly code: number | null;
}

function run(argv: readonly string[], cwd = folder): Outcome {
  const { stdout, stderr, status } = spawnSync(argv[0] ?? "", argv.slice(1), {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env.PATH ?? "", SVDIR: join(folder, "no-such") },
  });
  return { out: stdout, err: stderr, code: status };
}

const ours = (name: string): string[] => [process.execPath, built(name)];
const withoutSeconds = (outcome: Outcome): Outcome => ({
  ...outcome,
  out: outcome.out.replaceAll(/\d+ seconds/g, "N seconds"),
});

const SUPERVISORS = { daemontools: ["supervise", "a"], runit: ["runsv", "a"] } as const;

describe.each(Object.entries(SUPERVISORS))("under %s", (_suite, [program, argument]) => {
  it("stock and our tools say the same at every step", async (ctx) => {
    const path = stock(ctx, program);
    const peer = (name: string): string[] => [stock(ctx, name)];
    supervisor = spawn(path, [argument], { cwd: folder, stdio: "ignore" });
    await waitFor("ok", () => existsSync(join(folder, "a/supervise/ok")));
    const stat = (): string => run([...ours("svstat"), "a"]).out;
    await waitFor("up", () => stat().includes(": up "));

    const steps = [
      ["-p", ", paused"],
      ["-c", "up (pid"],
      ["-d", "down"],
      ["-o", "up (pid"],
      ["-k", "down"],
      ["-u", "up (pid"],
    ] as const;
    for (const [letters, expected] of steps) {
      expect(run([...ours("svc"), letters, "a"])).toEqual({ out: "", err: "", code: 0 });
      await waitFor(`${expected} after ${letters}`, () => stat().includes(expected));
      await waitFor("two equal answers", () => {
        const [mine, theirs] = [run([...ours("svstat"), "a"]), run([...peer("svstat"), "a"])];
        return JSON.stringify(withoutSeconds(mine)) === JSON.stringify(withoutSeconds(theirs));
      });
    }
    expect(run([...ours("svok"), "a"])).toEqual(run([...peer("svok"), "a"]));
    expect(run([...ours("svok"), "a"]).code).toBe(0);
  });
});

it("stock and our tools say the same where nothing runs", (ctx) => {
  mkdirSync(join(folder, "dead/supervise"), { recursive: true });
  spawnSync("mkfifo", [join(folder, "dead/supervise/ok"), join(folder, "dead/supervise/control")]);
  writeFileSync(join(folder, "file"), "");
  const cases = [
    ["svstat", "a", "dead", "nowhere", "file", "."],
    ["svstat"],
    ["svok", "a"],
    ["svok", "dead"],
    ["svok", "nowhere"],
    ["svok", "file"],
    ["svok"],
    ["svc", "-du", "a", "dead", "nowhere", "file"],
    ["svc", "-Z", "a"],
    ["svc", "a"],
    ["svc"],
  ];
  for (const [name = "", ...args] of cases) {
    const what = [name, ...args].join(" ");
    const theirs = run([stock(ctx, name), ...args]);
    expect([what, run([...ours(name), ...args])]).toEqual([what, theirs]);
    expect([what, run([process.execPath, built("svforge"), name, ...args])]).toEqual([what, theirs]);
  }
});
