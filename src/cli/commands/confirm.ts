import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "commander";
import { Option } from "commander";
import { commit } from "../../activate/activate.ts";
import type { Context } from "../../activate/context.ts";
import { pointedAt, readResult } from "../../activate/generations.ts";
import { dismissGuard, stand, standDown } from "../../activate/guard.ts";
import { statePaths } from "../../activate/paths.ts";
import { readPending, timeLeft } from "../../activate/pending.ts";
import { EXIT } from "../../protocol/exit-codes.ts";
import { contextFor, recoverFirst, whileLocked } from "../apply-run.ts";
import type { DirOptions, Dirs } from "../dirs.ts";
import { Exit } from "../exit.ts";
import { addDirOptions } from "../plan-options.ts";
import { orExit, refuseDistrusted } from "../plan-session.ts";
import { dirsHere } from "../project-dirs.ts";

/** `svforge confirm` */
export function define(command: Command): void {
  addDirOptions(command)
    .description("Keep what `svforge apply --confirm` activated.")
    .addOption(new Option("--guard").hideHelp())
    .action(async (options: DirOptions & { guard?: boolean }) => {
      const dirs = await dirsHere(options);
      refuseDistrusted(dirs);
      await (options.guard === true ? guard(dirs) : confirm(dirs));
    });
}

async function confirm(dirs: Dirs): Promise<void> {
  const state = statePaths(dirs.stateDir);
  const asked = readPending(state)?.generation;
  if (asked === undefined) throw new Exit(EXIT.failure, "svforge: nothing waits for a confirmation");
  await whileLocked(dirs, async () => {
    const pending = readPending(state);
    const trial = orExit(() => pointedAt(state, "trial"));
    if (pending === undefined || trial?.number !== pending.generation || timeLeft(pending) <= 0) {
      const when = readResult(state, asked)?.at;
      const text = when === undefined ? "it is being rolled back" : `it was rolled back at ${when}`;
      throw new Exit(EXIT.rolledBack, `svforge: too late for generation ${asked}: ${text}`);
    }
    const context = contextFor(dirs);
    commit(context, pending.generation, new Date().toISOString());
    await dismissGuard(context);
    process.stderr.write(`svforge: generation ${pending.generation} is confirmed\n`);
  });
}

async function guard(dirs: Dirs): Promise<void> {
  while ((await stand(contextFor(dirs))) === "expired") {
    await whileLocked(dirs, () => undoExpired(contextFor(dirs))).catch(lookAgain);
  }
  standDown(contextFor(dirs));
}

/** An activation that was still at work when the deadline passed has set another. */
async function undoExpired(context: Context): Promise<void> {
  const pending = readPending(context.state);
  if (pending !== undefined && timeLeft(pending) <= 0)
    await recoverFirst(context, "was not confirmed in time");
}

/** The command that made the guard, or another, is at work: it may yet succeed. */
async function lookAgain(error: unknown): Promise<void> {
  if (!(error instanceof Exit && error.code === EXIT.locked)) throw error;
  await sleep(LOOK_MS);
}

const LOOK_MS = 1000;
