/**
 * One failing system call in `svforge apply`, put there by strace, at any of the calls it makes on the project, the state and
 * the scan directory: it ends with a message, leaves one definition or the other, and the next apply succeeds.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Chance } from "./chance.ts";
import type { Ground } from "./ground.ts";
import { checkLines } from "./lines.ts";
import { unlessRoot, without } from "./programs.ts";
import { activeProject, type Project } from "./project.ts";
import { check, type Facts, type Order, repeat, type Scenario } from "./scenario.ts";
import { type Call, callsIn, known, someCall } from "./traced-calls.ts";

const CALLS: readonly string[] = [
  ...[
    "openat",
    "read",
    "write",
    "close",
    "fsync",
    "rename",
    "mkdir",
    "rmdir",
    "unlink",
    "symlink",
    "readlink",
  ],
  ...["statx", "newfstatat", "lstat", "getdents64", "chmod", "fchmod", "fchown", "utimensat", "flock"],
];

const ERRORS = ["ENOSPC", "EIO", "EMFILE", "ENOMEM", "EACCES", "EROFS", "EINTR"] as const;

async function applyFaults({ chance, isLong, budgetMs }: Order): Promise<Facts> {
  const made = await activeProject("applyfaults");
  try {
    const world = { made, chance, version: 0 };
    const calls = rehearse(world);
    check(calls.length > 100, `only ${calls.length} calls were seen`);
    if (isLong) for (const call of calls) await oneFault(world, call);
    const sampled = isLong ? 0 : await repeat({ budgetMs }, () => oneFault(world, someCall(calls, chance)));
    check((await made.ground.stopMonitor()) === 0, "svscan ends with 0");
    const { lines } = checkLines(join(made.ground.logs, "writer"), made.notes);
    return { calls: calls.length, faults: isLong ? calls.length : sampled, lines };
  } finally {
    await made.ground.leave();
  }
}

interface World {
  readonly made: Project;
  readonly chance: Chance;
  /** Of the definition declared last; odd ones have one service more. */
  version: number;
}

function declareNext(world: World): void {
  world.version += 1;
  world.made.declare(world.version, world.version % 2 === 1);
}

/** Two applies without a fault, one that adds a service and one that takes it away: which calls touch our files. */
function rehearse(world: World): readonly Call[] {
  const calls = new Map<string, Call>();
  for (let n = 0; n < 2; n++) {
    declareNext(world);
    const { code, said } = world.made.tryApply(strace(world.made, [`trace=${known(CALLS)}`]));
    check(code === 0, `apply under strace: ${said}`);
    for (const call of callsOn(world.made.ground)) calls.set(`${call.name} ${call.nth}`, call);
  }
  return [...calls.values()];
}

const callsOn = (ground: Ground): Call[] =>
  callsIn(join(ground.folder, "trace"), ground, "(project|state|scan)");

function strace({ ground }: Project, expressions: readonly string[]): string[] {
  const chosen = expressions.flatMap((e) => ["-e", e]);
  return ["strace", "-f", "-y", "--seccomp-bpf", "-o", join(ground.folder, "trace"), ...chosen];
}

async function oneFault(world: World, call: Call): Promise<void> {
  const { made, chance } = world;
  const error = chance.of(ERRORS);
  const untouched = made.untouched();
  const before = world.version;
  declareNext(world);
  const inject = `inject=${call.name}:error=${error}:when=${call.nth}`;
  const { code, said } = made.tryApply(strace(made, [`trace=${call.name}`, inject]));
  const what = `${error} at ${call.name} number ${call.nth}, which ended with ${code} and\n${said}`;
  check(code !== null && EXPECTED.has(code), `an exit code: ${what}`);
  check(!/^ +at /m.test(said), `no stack trace: ${what}`);
  check(code === 0 || /^svforge: .{10,}/m.test(said) || /^error/m.test(said), `a message: ${what}`);
  check([before, world.version].includes(declaredVersion(made)), `one definition or the other: ${what}`);
  try {
    made.apply();
    await made.settled(world.version, untouched);
    checkExtra(made, world.version % 2 === 1);
  } catch (failure) {
    throw new Error(`after ${what}\n${String(failure)}`);
  }
}

/** Done, failed, invalid, stale or drifted (what cannot be read looks changed), rolled back, rolled back in part. */
const EXPECTED: ReadonlySet<number> = new Set([0, 1, 3, 4, 6, 7, 8]);

/** What the next start of `changing` would run. */
function declaredVersion({ ground }: Project): number {
  const run = readFileSync(join(ground.scan, "changing/run"), "utf8");
  return Number(/VERSION=(\d+)/.exec(run)?.[1] ?? -1);
}

function checkExtra({ ground }: Project, wanted: boolean): void {
  const running = ground.leadersIn("extra").length;
  check(running === (wanted ? 1 : 0), `${running} processes of the added service`);
}

export const applyFaultScenarios: readonly Scenario[] = [
  {
    name: "apply-faults",
    claim:
      "apply with a failing system call ends with a message and one definition or the other; the next one succeeds; nothing else is touched",
    obstacle: () => unlessRoot() ?? without("strace"),
    run: applyFaults,
  },
];
