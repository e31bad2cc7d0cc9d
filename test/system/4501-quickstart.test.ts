/** The README's first ten minutes on real processes: up, plan, apply, status, logs, svc, svstat, Ctrl-C. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { built } from "../helpers/programs.ts";
import { processesIn } from "../helpers/suites.ts";
import { waitFor } from "../helpers/wait-for.ts";

let root: string;
let project: string;
let running: ChildProcess | undefined;
let output = "";

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "svforge-quickstart-"));
  chmodSync(root, 0o755);
  project = join(root, "quickstart");
  cpSync(new URL("../../examples/quickstart", import.meta.url).pathname, project, { recursive: true });
  const port = await freePort();
  for (const name of ["web", "worker"]) edit(name, "8321", String(port));
  output = "";
});

afterEach(async () => {
  running?.kill("SIGKILL");
  running = undefined;
  await waitFor("the processes of the test to end", () => {
    const pids = processesIn(root);
    for (const pid of pids) process.kill(pid, "SIGKILL");
    return pids.length === 0;
  });
  rmSync(root, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

function edit(service: string, from: string, to: string): void {
  const file = join(project, "services", `${service}.toml`);
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(from, to));
}

function up(prefix: readonly string[] = []): void {
  const argv = [...prefix, process.execPath, built("svforge"), "up", "--project", project, "--temporary"];
  running = spawn(argv[0] ?? "", argv.slice(1), {
    env: { PATH: process.env.PATH, TMPDIR: root, HOME: root },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const keep = (text: Buffer): void => {
    output += text;
  };
  running.stdout?.on("data", keep);
  running.stderr?.on("data", keep);
}

const seen = (text: string | RegExp): Promise<boolean> =>
  waitFor(`${text} in the output`, () => output.search(text) >= 0, 40_000).catch((error: Error) => {
    throw new Error(`${error.message}; seen: ${output}`);
  });

function scanDir(): string {
  return /export SVDIR=(\S+)/.exec(output)?.[1] ?? "";
}

function run(program: string, ...args: readonly string[]): { code: number | null; text: string } {
  const environment = { PATH: process.env.PATH, SVDIR: scanDir(), HOME: root };
  const result = spawnSync(process.execPath, [built(program), ...args], {
    cwd: project,
    env: environment,
    encoding: "utf8",
  });
  return { code: result.status, text: result.stdout + result.stderr };
}

const svforge = (...args: readonly string[]): { code: number | null; text: string } =>
  run("svforge", ...args);

async function endsWith(signal: NodeJS.Signals): Promise<number | null | undefined> {
  running?.kill(signal);
  await waitFor(
    "svforge up to end",
    () => running?.exitCode !== null || running?.signalCode !== null,
    40_000,
  );
  return running?.exitCode;
}

describe("the quickstart", () => {
  it("is planned, activated, supervised in order, changed while it runs, and leaves nothing behind", async () => {
    up();
    await seen(/web .*listening on/);
    await seen(/worker .*web says: hello/);
    await seen(/clock .*the clock starts/);
    expect(output).toMatch(/\+ +web +create/);
    expect(output).not.toContain("web does not answer");

    expect(svforge("plan", "--detailed-exitcode")).toMatchObject({ code: 0 });
    edit("web", '"hello"', '"good morning"');
    const plan = svforge("plan", "--detailed-exitcode");
    expect(plan.code).toBe(2);
    expect(plan.text).toMatch(/± +web +restart .*env\.GREETING.*services\/web\.toml:\d+/);
    expect(plan.text).toContain("+export GREETING='good morning'");
    const clock = run("svstat", "clock").text;
    const applied = svforge("apply", "--yes");
    expect(applied, applied.text).toMatchObject({ code: 0 });
    await seen(/worker .*web says: good morning/);
    expect(/pid \d+/.exec(run("svstat", "clock").text)?.[0]).toBe(/pid \d+/.exec(clock)?.[0]);

    const status = svforge("status");
    expect(status, status.text).toMatchObject({ code: 0 });
    expect(status.text).toMatch(/^web +up +\d+/m);
    expect(svforge("logs", "-n", "50", "worker").text).toContain("web says: good morning");

    const pid = /pid (\d+)/.exec(run("svstat", "web").text)?.[1];
    expect(run("svok", "web").code).toBe(0);
    expect(run("svc", "-t", "web").code).toBe(0);
    await waitFor("another web", () => {
      const now = /up \(pid (\d+)\)/.exec(run("svstat", "web").text)?.[1];
      return now !== undefined && now !== pid;
    });

    output = "";
    expect(await endsWith("SIGINT")).toBe(0);
    expect(output).toContain("the clock stopped");
    expect(processesIn(root)).toEqual([]);
    expect(readdirSync(root)).toEqual(["quickstart"]);
  });

  it("runs as any user", async (ctx) => {
    if (process.getuid?.() !== 0) ctx.skip("only root can become another user; this user is one");
    chownSync(root, 65534, 65534);
    up(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]);
    await seen(/worker .*web says: hello/);
    expect(await endsWith("SIGTERM")).toBe(0);
    expect(processesIn(root)).toEqual([]);
  });
});
