/** Running an activation from a command: the lock, what an earlier one left, progress, and how it ended. */
import { userInfo } from "node:os";
import { activate, type Ending, type Order } from "../activate/activate.ts";
import { type Context, DEFAULT_TIMING, type Progress, type Timing, undone } from "../activate/context.ts";
import { createInstallation } from "../activate/installation.ts";
import { lockState } from "../activate/lock.ts";
import { findMonitor } from "../activate/monitor.ts";
import { statePaths } from "../activate/paths.ts";
import { recover } from "../activate/recover.ts";
import { shortageFor } from "../activate/space.ts";
import { distrustAdoption } from "../activate/trust.ts";
import { interrupted, type Operations, operations } from "../os/operations.ts";
import { isLogged } from "../plan/manifest.ts";
import { blockedChanges, type Plan } from "../plan/plan.ts";
import { visible } from "../plan/visible.ts";
import { EXIT } from "../protocol/exit-codes.ts";
import type { Dirs } from "./dirs.ts";
import { Exit } from "./exit.ts";
import { humanBytes } from "./human.ts";
import { installationFor } from "./plan-session.ts";

/** Runs `body` while nobody else activates here. Ends with 5 when somebody does, naming them. */
export async function whileLocked<T>(dirs: Dirs, body: () => Promise<T>): Promise<T> {
  const lock = lockState(statePaths(dirs.stateDir));
  if (typeof lock === "string") {
    throw new Exit(
      EXIT.locked,
      `svforge: another activation is at work in ${dirs.stateDir}: ${visible(lock)}`,
    );
  }
  try {
    return await body();
  } finally {
    lock.release();
  }
}

/** What activations need, with an installation made on the first one. The lock is held. */
export function contextFor(dirs: Dirs, timing: Partial<Timing> = {}): Context {
  const state = statePaths(dirs.stateDir);
  const ops = testedOperations();
  const installation = installationFor(state, dirs.scanDir) ?? createInstallation(ops, state, dirs.scanDir);
  return {
    ops,
    scanDir: dirs.scanDir,
    state,
    installation,
    monitor: findMonitor(dirs.scanDir),
    timing: { ...DEFAULT_TIMING, ...timing },
    report: printProgress,
  };
}

/** Tests kill a command between any two of its steps; nobody else sets this variable. */
function testedOperations(): Operations {
  const at = Number(process.env.SVFORGE_TEST_KILL_AT ?? 0);
  if (!(at > 0)) return operations;
  return interrupted(operations, (step) => {
    if (step === at) process.kill(process.pid, "SIGKILL");
  });
}

const MARKS: Record<Progress["state"], string> = {
  begin: "…",
  done: "ok",
  waiting: "..",
  failed: "FAILED",
  restored: "back",
  kept: "kept",
};

function printProgress({ dirName, state, text }: Progress): void {
  if (state === "begin" && process.stderr.isTTY !== true) return;
  process.stderr.write(`  ${MARKS[state].padEnd(6)} ${visible(dirName)}: ${visible(text)}\n`);
}

/**
 * Undoes what an activation left that died, or that nobody confirmed (`why` says so), and says it. Ends with 7 when that
 * does not succeed.
 */
export async function recoverFirst(context: Context, why?: string): Promise<void> {
  const now = new Date().toISOString();
  const { trial, left } = await recover(context, now, why);
  if (trial !== undefined) {
    const what = why ?? "was interrupted";
    process.stderr.write(`svforge: generation ${trial.number} ${what}; back to the one before\n`);
  }
  if (undone(left).length > 0) throw new Exit(EXIT.rollbackIncomplete, leftText(left));
  if (left.length > 0) process.stderr.write(`${notUpText(left)}\n`);
}

/** Ends the command when something in the plan needs a permission that was not given. */
export function refuseBlocked(plan: Plan): void {
  const blocked = blockedChanges(plan);
  if (blocked.length === 0) return;
  const drift = blocked.some((c) => c.blocked === "drift" || c.blocked === "adopt");
  const emptying = blocked.every((c) => c.blocked === "emptying");
  const lines = blocked.map((c) => `svforge: ${visible(c.service)}: ${WHY[c.blocked ?? "drift"]}`);
  throw new Exit(drift ? EXIT.drift : EXIT.invalid, emptying ? `svforge: ${WHY.emptying}` : lines.join("\n"));
}

const WHY = {
  essential: "is essential and would be stopped; --allow-essential permits it",
  adopt: "the name is taken by a directory that is not ours; --adopt NAME takes it over",
  drift: "was changed on the host; --on-drift=overwrite or --on-drift=keep decides",
  emptying: "the project declares no service, which would remove them all; --allow-empty permits it",
} as const;

/** Ends the command when a directory is to be adopted that others can write to. Nothing has been written yet. */
export function refuseUntrustedAdoption({ scanDir }: Dirs, plan: Plan): void {
  for (const { class: kind, effect, dirName } of plan.changes) {
    if (kind !== "adopt" || effect !== "replace") continue;
    const why = distrustAdoption(`${scanDir}/${dirName}`);
    if (why !== undefined)
      throw new Exit(EXIT.untrusted, `svforge: ${visible(dirName)} cannot be taken over: ${why}`);
  }
}

/** Ends the command when a file system has no room for the plan. Nothing has been written yet. */
export function refuseWithoutSpace(dirs: Dirs, plan: Plan, entriesOf: Order["entriesOf"]): void {
  const short = shortageFor(plan, { state: statePaths(dirs.stateDir), scanDir: dirs.scanDir }, entriesOf);
  if (short === undefined) return;
  const [needed, free] =
    short.what === "bytes"
      ? [humanBytes(short.needed), humanBytes(short.free)]
      : [`${short.needed} inodes`, `${short.free}`];
  const text = `svforge: no room in ${visible(short.path)}: ${needed} needed, ${free} free; nothing was changed`;
  throw new Exit(EXIT.failure, text);
}

/** Activates an approved plan. Throws `Exit` when it had to be rolled back. */
export async function carryOutPlan(
  context: Context,
  order: Omit<Order, "by" | "now">,
): Promise<Exclude<Ending, { failed: unknown }>> {
  const ending = await activate(context, { ...order, by: whoami(), now: new Date().toISOString() });
  if (ending.outcome === "rolled-back") {
    const head = `svforge: ${failedText(ending.failed)}${logsHint(order.plan, ending.failed)}\nsvforge: rolled back`;
    if (ending.left.length === 0) throw new Exit(EXIT.rolledBack, `${head}; everything is as before`);
    throw new Exit(EXIT.rollbackIncomplete, `${head}\n${notUpText(ending.left)}`);
  }
  if (ending.outcome === "incomplete") {
    const text = `svforge: ${failedText(ending.failed)}\n${leftText(ending.left)}`;
    throw new Exit(EXIT.rollbackIncomplete, text);
  }
  return ending;
}

interface Failure {
  readonly dirName: string;
  readonly message: string;
}

function failedText(failed: Failure): string {
  return failed.dirName === "" ? failed.message : `${visible(failed.dirName)}: ${visible(failed.message)}`;
}

/** Where the service itself may have said why. A log that nobody had before is gone with its service. */
function logsHint(plan: Plan, { dirName }: Failure): string {
  const change = plan.changes.find((c) => c.dirName === dirName);
  const isKept = change?.before !== undefined && change.after !== undefined && isLogged(change.after);
  return isKept ? `; \`svforge logs ${visible(change.service)}\` may say why` : "";
}

function leftText(left: readonly Failure[]): string {
  const lines = left.map((f) => `svforge:   ${failedText(f)}`);
  return ["svforge: the rollback is not complete; left to do:", ...lines].join("\n");
}

/** Services that are back under the definition they had, and do not come up with it either. */
function notUpText(left: readonly Failure[]): string {
  const lines = left.map((f) => `svforge:   ${failedText(f)}`);
  return ["svforge: back in place, but not up:", ...lines].join("\n");
}

/** The user, and the one behind sudo. */
function whoami(): string {
  const sudo = process.env.SUDO_USER;
  const name = userInfo().username;
  return sudo === undefined || sudo === "" ? name : `${sudo} (as ${name})`;
}
