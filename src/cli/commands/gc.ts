import { type Command, InvalidArgumentError } from "commander";
import { collect, findGarbage } from "../../activate/gc.ts";
import { statePaths } from "../../activate/paths.ts";
import { operations } from "../../os/operations.ts";
import { whileLocked } from "../apply-run.ts";
import type { DirOptions } from "../dirs.ts";
import { addDirOptions } from "../plan-options.ts";
import { installationFor, orExit, refuseDistrusted } from "../plan-session.ts";
import { dirsHere } from "../project-dirs.ts";

/** `svforge gc` */
export function define(command: Command): void {
  addDirOptions(command)
    .description("Remove old generations, and definitions that nothing refers to or runs from.")
    .option("--keep <count>", "good generations to keep", count, 10)
    .option("--dry-run", "only say what would go")
    .action(async (options: DirOptions & { keep: number; dryRun?: boolean }) => {
      const dirs = await dirsHere(options);
      refuseDistrusted(dirs);
      const state = statePaths(dirs.stateDir);
      if (installationFor(state, dirs.scanDir) === undefined) return;
      await whileLocked(dirs, async () => {
        const garbage = orExit(() => findGarbage(state, dirs.scanDir, options.keep));
        if (options.dryRun !== true) collect(operations, state, garbage);
        const verb = options.dryRun === true ? "would remove" : "removed";
        const { generations, definitions } = garbage;
        process.stdout.write(
          `${verb} ${generations.length} generations, ${definitions.length} definitions\n`,
        );
      });
    });
}

function count(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError("a number, 1 or more.");
  return Number(value);
}
