/** Stop, restart, hooks, oneshots and delegation, as each real suite carries them out. */
import { type ChildProcess, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import type { Service } from "../../src/declare/service.ts";
import { built } from "../helpers/programs.ts";
import { noHooks, restartPolicy, service } from "../helpers/service.ts";
import {
  endScan,
  environmentOf,
  needRoot,
  needSuite,
  processesIn,
  type Suite,
  scan,
  suites,
  temporaryFolder,
} from "../helpers/suites.ts";
import { textOrNone, writeServices } from "../helpers/tree.ts";
import { waitFor } from "../helpers/wait-for.ts";

let scanner: ChildProcess | undefined;
let folder = "";
afterEach(() => endScan(scanner, folder));

type Overrides = Omit<Partial<Service>, "work">;

/** A shell command line as a service, which writes to `$out`. */
function shell(name: string, script: string, overrides: Overrides = {}): Service {
  const argv = ["/bin/sh", "-c", `out=${folder}/.out; ${script}`] as const;
  return service({ name, work: { kind: "command", argv }, ...overrides });
}

function start(suite: Suite, services: () => readonly Service[]): void {
  folder = temporaryFolder();
  writeServices(folder, suite, ...services());
  mkdirSync(`${folder}/.out`, { recursive: true });
  scanner = scan(suite, folder);
}

const written = (name: string): string => textOrNone(`${folder}/.out/${name}`) ?? "";
const command = (program: string, ...words: readonly string[]): string =>
  spawnSync(program, words).stdout.toString();
const own = (tool: string, ...words: readonly string[]): string =>
  command(process.execPath, built(tool), ...words);
/** runit's `sv`, or the applet of that name. */
const sv = (suite: Suite, ...words: readonly string[]): string =>
  spawnSync("sv", words, { env: environmentOf(suite) }).stdout.toString();
const isRunsv = (suite: Suite): boolean => suite === "runit" || suite === "busybox";

function down(suite: Suite, name: string): void {
  const dir = `${folder}/${name}`;
  if (suite === "builtin") own("svc", "-d", dir);
  else if (isRunsv(suite)) sv(suite, "down", dir);
  else command(suite === "s6" ? "s6-svc" : "svc", "-d", dir);
}

function isDown(suite: Suite, name: string): boolean {
  const dir = `${folder}/${name}`;
  if (isRunsv(suite)) return sv(suite, "status", dir).startsWith("down:");
  if (suite === "s6") return command("s6-svstat", dir).startsWith("down ");
  const state = suite === "builtin" ? own("svstat", dir) : command("svstat", dir);
  return state.startsWith(`${dir}: down `);
}

/** Writes its own line for each of the signals, ends at `QUIT` and `INT`. */
const TRAPPING =
  "trap 'echo TERM >>$out/trap' TERM; trap 'echo QUIT >>$out/trap; exit 0' QUIT; echo up >>$out/trap; while :; do sleep 0.05; done";

describe.each(suites("builtin", "runit", "busybox", "s6"))("%s", (suite) => {
  it("stops with the declared signal", async (ctx) => {
    needSuite(ctx, suite);
    start(suite, () => [
      shell("a", TRAPPING, { stop: { signal: "QUIT", timeoutMs: "infinity", kill: "process" } }),
    ]);
    await waitFor("the trap", () => written("trap") === "up\n");
    down(suite, "a");
    await waitFor("it to be down", () => isDown(suite, "a"));
    expect(written("trap")).toBe("up\nQUIT\n");
  });

  it("kills what does not stop in time", async (ctx) => {
    needSuite(ctx, suite);
    start(suite, () => [
      shell("a", TRAPPING, { stop: { signal: "TERM", timeoutMs: 1000, kill: "process" } }),
    ]);
    await waitFor("the trap", () => written("trap") === "up\n");
    down(suite, "a");
    await waitFor("it to be killed", () => isDown(suite, "a"));
    expect(written("trap")).toBe("up\nTERM\n");
  });

  it("runs hooks around the process, and none of it when a hook before it fails", async (ctx) => {
    needSuite(ctx, suite);
    const note = (text: string) => ["/bin/sh", "-c", `echo ${text} >>${folder}/.out/hooks`] as const;
    start(suite, () => [
      shell("a", "echo run $X >>$out/hooks; exec sleep 1000", {
        env: [["X", "1"]],
        hooks: { ...noHooks, preStart: [note("before $X")], postStop: [note("after $X")] },
      }),
      shell("b", "echo never >>$out/b", {
        hooks: { ...noHooks, preStart: [["false"]], postStop: [note("b ended")] },
      }),
    ]);
    await waitFor("the process", () => written("hooks").includes("run 1"));
    await waitFor("the failure", () => written("hooks").includes("b ended"));
    down(suite, "a");
    await waitFor("the last hook", () => written("hooks").includes("after 1"));
    expect(written("hooks").replaceAll("b ended\n", "")).toBe("before 1\nrun 1\nafter 1\n");
    expect(written("b")).toBe("");
  });

  it("holds a oneshot up until it is taken down, and others until it is through", async (ctx) => {
    needSuite(ctx, suite);
    const say = (text: string) => ["/bin/sh", "-c", `echo ${text} >>${folder}/.out/once`] as const;
    const gate = (): readonly [string, ...string[]] => [
      "/bin/sh",
      "-c",
      `until [ -e ${folder}/.out/gate ]; do sleep 0.05; done; echo up >>${folder}/.out/once`,
    ];
    start(suite, () => [
      service({ name: "migrate", work: { kind: "oneshot", up: gate(), down: say("down") } }),
      shell("app", "cat $out/once >$out/app; exec sleep 1000", {
        dependsOn: [{ service: "migrate", condition: "completed", restart: false }],
      }),
    ]);
    await waitFor("both to be supervised", () => existsSync(`${folder}/app/supervise/status`));
    expect(written("app")).toBe("");
    mkdirSync(`${folder}/.out/gate`);
    await waitFor("the app", () => written("app") === "up\n");
    down(suite, "migrate");
    await waitFor("down work", () => written("once") === "up\ndown\n");
  });
});

describe.each(suites("builtin", "runit", "busybox"))("%s", (suite) => {
  it("starts again as the policy says", async (ctx) => {
    needSuite(ctx, suite);
    const policy = (name: "never" | "on-failure", ...successCodes: readonly number[]): Overrides => ({
      restart: restartPolicy({ policy: name, successCodes }),
    });
    start(suite, () => [
      shell("never", "echo x >>$out/never; exit 3", policy("never", 0)),
      shell("code", "echo x >>$out/code; exit 4", policy("on-failure", 0, 4)),
      shell("failing", "echo x >>$out/failing; [ $(wc -l <$out/failing) -gt 1 ]", policy("on-failure", 0)),
      shell("always", "echo x >>$out/always"),
    ]);
    await waitFor("several rounds", () => written("always").length >= 6);
    for (const name of ["never", "code", "failing"])
      await waitFor(`${name} to be down`, () => isDown(suite, name));
    expect([written("never"), written("code"), written("failing")]).toEqual(["x\n", "x\n", "x\nx\n"]);
  });

  it("comes back from a restart that was asked for, whatever the policy", async (ctx) => {
    needSuite(ctx, suite);
    const graceful = "trap 'exit 0' TERM; echo x >>$out/a; while :; do sleep 0.05; done";
    start(suite, () => [shell("a", graceful, { restart: restartPolicy({ policy: "on-failure" }) })]);
    for (const starts of ["x\n", "x\nx\n"]) {
      await waitFor("a start", () => written("a") === starts);
      if (suite === "builtin") own("svc", "-t", `${folder}/a`);
      else sv(suite, "term", `${folder}/a`);
    }
    await waitFor("the third start", () => written("a") === "x\nx\nx\n");
    down(suite, "a");
    await waitFor("it to be down", () => isDown(suite, "a"));
  });
});

it.for(suites("runit", "busybox"))("%s signals the whole group when that is declared", async (suite, ctx) => {
  needSuite(ctx, suite);
  start(suite, () => [
    shell("a", "sleep 1000 & echo x >$out/a; wait", {
      stop: { signal: "TERM", timeoutMs: "infinity", kill: "group" },
    }),
  ]);
  await waitFor("the child", () => written("a") === "x\n");
  down(suite, "a");
  await waitFor(
    "only the supervisor to be left",
    () => isDown(suite, "a") && processesIn(`${folder}/a`).length === 1,
  );
});

it("s6 gives up after the declared number of failures", async (ctx) => {
  needSuite(ctx, "s6");
  start("s6", () => [
    shell("a", "echo x >>$out/a; exit 1", {
      restart: restartPolicy({ policy: "always", maxAttempts: 2, windowMs: 60_000 }),
      hooks: { ...noHooks, onFail: [["/bin/sh", "-c", `echo gave up >>${folder}/.out/a`]] },
    }),
    shell("b", "echo x >>$out/b"),
  ]);
  await waitFor("several rounds of the other", () => written("b").length >= 6);
  expect(written("a")).toBe("x\nx\ngave up\n");
});

it.for(suites("runit", "busybox", "daemontools"))(
  "%s: control is delegated by the modes of supervise/",
  async (suite, ctx) => {
    needSuite(ctx, suite);
    needRoot(ctx);
    start(suite, () => [shell("a", "exec sleep 1000", { control: { user: "nobody", status: "all" } })]);
    const mode = (name: string): string =>
      (statSync(`${folder}/a/supervise${name}`).mode & 0o7777).toString(8);
    await waitFor(
      "the modes",
      () => textOrNone(`${folder}/a/supervise/status`) !== undefined && mode("") === "755",
    );
    expect([mode("/control"), mode("/ok")]).toEqual(["600", "666"]);
    expect(statSync(`${folder}/a/supervise/control`).uid).toBeGreaterThan(0);
    const asked = isRunsv(suite) ? ["sv", "down"] : ["svc", "-d"];
    const asNobody = spawnSync("setpriv", ["--reuid=nobody", "--clear-groups", ...asked, `${folder}/a`], {
      env: environmentOf(suite),
    });
    expect(asNobody.stderr.toString()).toBe("");
    await waitFor("it to be down", () => isDown(suite, "a"));
  },
);
