import { type Command, InvalidArgumentError } from "commander";
import { generationNumbers, pointedAt, readGeneration, readResult } from "../../activate/generations.ts";
import { dismissGuard } from "../../activate/guard.ts";
import { type StatePaths, statePaths } from "../../activate/paths.ts";
import { EXIT } from "../../protocol/exit-codes.ts";
import { applyPlan } from "../apply-plan.ts";
import { contextFor, recoverFirst, whileLocked } from "../apply-run.ts";
import type { DirOptions, Dirs } from "../dirs.ts";
import { Exit } from "../exit.ts";
import { addDirOptions } from "../plan-options.ts";
import { installationFor, orExit, refuseDistrusted } from "../plan-session.ts";
import { dirsHere } from "../project-dirs.ts";

interface RollbackOptions extends DirOptions {
  readonly yes?: boolean;
  readonly allowEssential?: boolean;
  readonly allowEmpty?: boolean;
  readonly onDrift?: "overwrite" | "keep";
}

/** `svforge rollback [GENERATION]` */
export function define(command: Command): void {
  addDirOptions(command)
    .description("Activate an earlier generation again. Needs neither the project nor git.")
    .argument("[generation]", "number from `svforge history` (default: the one before)", number)
    .option("-y, --yes", "do not ask")
    .option("--allow-essential", "permit stopping essential services")
    .option("--allow-empty", "permit removing every service")
    .option("--on-drift <what>", "overwrite or keep directories changed on the host")
    .action((wanted: number | undefined, options: RollbackOptions) => rollback(wanted, options));
}

function number(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError("a number from `svforge history`.");
  return Number(value);
}

async function rollback(wanted: number | undefined, options: RollbackOptions): Promise<void> {
  const dirs = await dirsHere(options);
  const state = statePaths(dirs.stateDir);
  refuseDistrusted(dirs);
  if (installationFor(state, dirs.scanDir) === undefined) {
    throw new Exit(EXIT.invalid, `svforge: nothing was ever activated from ${dirs.stateDir}`);
  }
  if (wanted === undefined && orExit(() => pointedAt(state, "trial")) !== undefined) return undoTrial(dirs);
  const target = orExit(() => readGeneration(state, wanted ?? previous(state)));
  if (target === undefined) {
    throw new Exit(
      EXIT.invalid,
      `svforge: there is no generation ${wanted ?? ""}; \`svforge history\` lists them`,
    );
  }
  await applyPlan({
    dirs,
    request: {
      desired: target.manifest,
      source: target.source,
      adopt: [],
      onDrift: options.onDrift ?? "refuse",
      allowEssential: options.allowEssential ?? false,
      allowEmpty: options.allowEmpty ?? false,
    },
    definitions: new Map(),
    yes: options.yes ?? false,
  });
}

/** The last good generation before the one in force. */
function previous(state: StatePaths): number {
  const good = orExit(() => pointedAt(state, "good"));
  const earlier = generationNumbers(state).filter(
    (n) => n < (good?.number ?? 0) && readResult(state, n)?.outcome === "good",
  );
  const last = earlier.at(-1);
  if (last === undefined) throw new Exit(EXIT.invalid, "svforge: there is no earlier generation");
  return last;
}

/** What waits for its confirmation, or was interrupted, is the first thing to take back. */
async function undoTrial(dirs: Dirs): Promise<void> {
  await whileLocked(dirs, async () => {
    const context = contextFor(dirs);
    await recoverFirst(context);
    await dismissGuard(context);
  });
}
