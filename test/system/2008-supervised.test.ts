/**
 * Limits, identity and surroundings of a service that runs under a supervisor of its target, as /proc/PID tells them; or
 * a start that fails, and says so. For busybox its shell and its applets run the directory's `run`, and its supervisors
 * where they could be built; where not, runit's `chpst` takes the applet's place.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readlinkSync } from "node:fs";
import { afterEach, describe, expect, it, type TestContext } from "vitest";
import { limitIn } from "../../src/cli/limits-now.ts";
import type { Service, TargetName } from "../../src/declare/service.ts";
import { reachableLimits } from "../helpers/limits.ts";
import { built, stock } from "../helpers/programs.ts";
import { service } from "../helpers/service.ts";
import { endScan, needRoot, pathOf, processesIn, suites, temporaryFolder } from "../helpers/suites.ts";
import { textOrNone, writeServices } from "../helpers/tree.ts";
import { waitFor } from "../helpers/wait-for.ts";

interface Supervisor {
  readonly name: string;
  readonly target: TargetName;
  /** argv in the scan directory, which holds the one service `web`. */
  readonly argv: readonly [program: string, ...words: string[]];
}

const SUPERVISORS: readonly Supervisor[] = [
  { name: "svscan of ours", target: "builtin", argv: [process.execPath, built("svscan"), "."] },
  { name: "supervise of ours", target: "builtin", argv: [process.execPath, built("supervise"), "web"] },
  { name: "svscan of daemontools", target: "daemontools", argv: ["svscan", "."] },
  { name: "supervise of daemontools", target: "daemontools", argv: ["supervise", "web"] },
  { name: "runsvdir", target: "runit", argv: ["runsvdir", "-P", "."] },
  { name: "runsv", target: "runit", argv: ["runsv", "web"] },
  { name: "s6-svscan", target: "s6", argv: ["s6-svscan", "."] },
  { name: "s6-supervise", target: "s6", argv: ["s6-supervise", "web"] },
  { name: "busybox's shell", target: "busybox", argv: ["busybox", "sh", "-c", "cd web && exec ./run"] },
  ...suites("busybox").flatMap((target): Supervisor[] => [
    { name: "busybox's runsvdir", target, argv: ["runsvdir", "-P", "."] },
    { name: "busybox's runsv", target, argv: ["runsv", "web"] },
  ]),
];

let supervisor: ChildProcess | undefined;
let folder = "";
let said = "";
afterEach(() => endScan(supervisor, folder));

/** The service alone in a new scan directory, under its supervisor. */
function start(
  ctx: TestContext,
  { argv, target }: Supervisor,
  declared: (folder: string) => Partial<Service>,
): void {
  needRoot(ctx);
  stock(ctx, argv[0] === process.execPath ? "prlimit" : argv[0]);
  folder = temporaryFolder();
  said = "";
  writeServices(`${folder}/scan`, target, service(declared(folder)));
  mkdirSync(`${folder}/work`);
  const applets = `${folder}/applets`;
  mkdirSync(applets);
  if (target === "busybox") {
    stock(ctx, "chpst");
    spawnSync(stock(ctx, "busybox"), ["--install", "-s", applets]);
  }
  supervisor = spawn(argv[0], argv.slice(1), {
    cwd: `${folder}/scan`,
    env: { PATH: `${applets}:${pathOf(target)}` },
    stdio: ["ignore", "ignore", "pipe"],
  });
  supervisor.stderr?.on("data", (text: Buffer) => {
    said += text;
  });
}

/** The service's process, once `run` has become the command. */
function running(...argv: readonly string[]): Promise<number> {
  const commandLine = argv.map((word) => `${word}\0`).join("");
  return waitFor("the service", () =>
    processesIn(folder).find((pid) => textOrNone(`/proc/${pid}/cmdline`) === commandLine),
  ).catch((error: unknown) => {
    throw new Error(`${error}; the supervisor said: ${said}`);
  });
}

const idOf = (option: string): string => spawnSync("id", [option, "nobody"]).stdout.toString().trim();
/** Not the user's own. `chpst` wants a name when the user is one. */
const GROUP = "daemon";
const gidOf = (group: string): string =>
  spawnSync("getent", ["group", group]).stdout.toString().split(":")[2] ?? "";
const four = (id: string): string => Array(4).fill(id).join("\t");

/** What busybox cannot say is left out: it refuses capabilities, and which groups a user has. */
function privileges(target: TargetName): Partial<Service> {
  if (target === "busybox") return { identity: { user: "nobody", group: GROUP, groups: [] } };
  return {
    identity: { user: "nobody", group: "12345", groups: ["54321", "54322"] },
    capabilities: { ambient: ["CAP_NET_BIND_SERVICE"], bounding: ["net_bind_service", "chown"] },
  };
}

function privilegesOf(target: TargetName): Readonly<Record<string, string>> {
  const user = { Uid: four(idOf("-u")), NoNewPrivs: "1" };
  if (target === "busybox") return { ...user, Gid: four(gidOf(GROUP)), Groups: gidOf(GROUP) };
  const [ambient, bounding] = ["0000000000000400", "0000000000000401"];
  const capabilities = {
    CapInh: ambient,
    CapPrm: ambient,
    CapEff: ambient,
    CapBnd: bounding,
    CapAmb: ambient,
  };
  return { ...user, Gid: four("12345"), Groups: "54321 54322", ...capabilities };
}

describe.each(SUPERVISORS)("under $name", (under) => {
  const { target } = under;

  it("every limit, soft and hard, identity and surroundings are what was declared", async (ctx) => {
    const limits = reachableLimits(target);
    start(ctx, under, (inside) => ({
      work: { kind: "command", argv: ["sleep", "1000"] },
      limits,
      ...privileges(target),
      noNewPrivs: true,
      umask: 0o027,
      nice: 7,
      oomScoreAdj: 123,
      cpus: "0",
      workingDir: `${inside}/work`,
    }));
    const pid = await running("sleep", "1000");
    const read = (file: string): string => readFileSync(`/proc/${pid}/${file}`, "utf8");
    const text = read("limits");
    expect(limits.map(([name]) => [name, ...limitIn(text, name)])).toEqual(
      limits.map(([name, { soft, hard }]) => [name, `${soft}`, `${hard}`]),
    );
    const expected = { ...privilegesOf(target), Umask: "0027", Cpus_allowed_list: "0" };
    const fields = new Map(
      read("status")
        .split("\n")
        .map((line) => line.split(":\t") as [string, string]),
    );
    const found = Object.keys(expected).map((field) => [field, fields.get(field)?.trim()]);
    expect(Object.fromEntries(found)).toEqual(expected);
    expect(read("stat").replace(/.*\) /, "").split(" ")[NICE]).toBe("7");
    expect(read("oom_score_adj")).toBe("123\n");
    expect(readlinkSync(`/proc/${pid}/cwd`)).toBe(`${folder}/work`);
  });

  it("a limit that cannot be reached fails the start, with a message", async (ctx) => {
    const beyond = { soft: 2 ** 40, hard: 2 ** 40 };
    start(ctx, under, (inside) => ({
      work: { kind: "command", argv: ["touch", `${inside}/started`] },
      limits: [["nofile", beyond]],
    }));
    await waitFor("a complaint", () => /prlimit: .*NOFILE|ulimit: /i.test(said));
    expect(existsSync(`${folder}/started`)).toBe(false);
  });
});

/** Place in /proc/PID/stat, counted from the state on (proc(5): the 19th of all). */
const NICE = 16;
