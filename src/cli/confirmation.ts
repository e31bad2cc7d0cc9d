/** `--confirm`: an activation that is rolled back unless somebody says it is good. */
import type { Context } from "../activate/context.ts";
import { pointedAt } from "../activate/generations.ts";
import { dismissGuard, postGuard } from "../activate/guard.ts";
import { GUARD, type StatePaths, statePaths } from "../activate/paths.ts";
import { readPending, timeLeft, writePending } from "../activate/pending.ts";
import { isSupervised } from "../activate/signals.ts";
import { eventually } from "../activate/wait.ts";
import { ownFile } from "../os/self.ts";
import { EXIT } from "../protocol/exit-codes.ts";
import type { Dirs } from "./dirs.ts";
import { Exit } from "./exit.ts";
import { humanDuration } from "./human.ts";
import { orExit } from "./plan-session.ts";

export interface Confirmation {
  /** For `Order.onTrial`: from now on the command may die. */
  readonly stand: (generation: number) => Promise<void>;
  /** For `Order.beforeCommit`. */
  readonly leaveOnTrial: (generation: number) => "leave";
  /** Takes the guard away after a rollback. */
  readonly dismiss: () => Promise<void>;
  /** Says what is expected now, once the guard stands. */
  readonly announce: () => Promise<void>;
}

/** Prepares an activation that waits `withinMs` for `svforge confirm`. */
export function armConfirmation(context: Context, withinMs: number): Confirmation {
  let number: number | undefined;
  const wait = (generation: number): void => writePending(context.ops, context.state, generation, withinMs);
  return {
    async stand(generation) {
      await dismissGuard(context);
      wait(generation);
      if (context.monitor !== "none") postGuard(context, guardCommand(context));
    },
    leaveOnTrial(generation) {
      number = generation;
      wait(generation);
      return "leave";
    },
    dismiss: () => dismissGuard(context),
    async announce() {
      if (number === undefined) return;
      const time = humanDuration(withinMs);
      process.stderr.write(
        `svforge: generation ${number} is up; \`svforge confirm\` within ${time} keeps it\n`,
      );
      const stands =
        context.monitor !== "none" &&
        (await eventually(() => isSupervised(`${context.scanDir}/${GUARD}`), 10_000));
      if (!stands)
        process.stderr.write("svforge: nothing supervises the guard; the next command rolls back\n");
    },
  };
}

function guardCommand(context: Context): string[] {
  const dirs = ["--scan-dir", context.scanDir, "--state-dir", context.state.root];
  return [process.execPath, ownFile("svforge.cjs"), "confirm", "--guard", ...dirs];
}

/** Ends with 5 while an earlier activation waits for its confirmation. */
export function refusePending(dirs: Dirs): void {
  const waiting = pendingText(statePaths(dirs.stateDir));
  if (waiting !== undefined) throw new Exit(EXIT.locked, waiting);
}

/** A plan is made from the generation in force. Says so when another is on trial. */
export function sayTrial(dirs: Dirs): void {
  const state = statePaths(dirs.stateDir);
  const trial = orExit(() => pointedAt(state, "trial"))?.number;
  const good = orExit(() => pointedAt(state, "good"))?.number;
  if (trial === undefined || trial === good) return;
  const unfinished = `svforge: generation ${trial} is not finished; an apply first takes it back`;
  process.stderr.write(`${pendingText(state) ?? unfinished}\n`);
}

function pendingText(state: StatePaths): string | undefined {
  const pending = readPending(state);
  if (pending === undefined || timeLeft(pending) <= 0) return undefined;
  if (orExit(() => pointedAt(state, "trial"))?.number !== pending.generation) return undefined;
  const left = humanDuration(timeLeft(pending));
  return `svforge: generation ${pending.generation} waits for \`svforge confirm\` (${left} left); \`svforge rollback\` undoes it`;
}
