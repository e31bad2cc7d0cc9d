import type { Command } from "commander";
import { statePaths } from "../../activate/paths.ts";
import { rebuild } from "../../activate/recover.ts";
import { EXIT } from "../../protocol/exit-codes.ts";
import { contextFor, recoverFirst, whileLocked } from "../apply-run.ts";
import { type DirOptions, resolveDirs } from "../dirs.ts";
import { Exit } from "../exit.ts";
import { addDirOptions } from "../plan-options.ts";
import { installationFor, refuseDistrusted } from "../plan-session.ts";

/** `svforge boot` */
export function define(command: Command): void {
  addDirOptions(command)
    .description("Lay the scan directory out from the last good generation, before the monitor starts.")
    .action(async (options: DirOptions) => {
      const dirs = resolveDirs(options);
      refuseDistrusted(dirs);
      if (installationFor(statePaths(dirs.stateDir), dirs.scanDir) === undefined) {
        const message = `svforge: nothing was ever activated from ${dirs.stateDir}; --state-dir names another`;
        throw new Exit(EXIT.invalid, message);
      }
      await whileLocked(dirs, async () => {
        const context = { ...contextFor(dirs), report: () => undefined };
        await recoverFirst(context);
        const done = await rebuild(context);
        if (done === undefined) throw new Exit(EXIT.invalid, "svforge: there is no good generation yet");
        for (const failed of done.left)
          process.stderr.write(`svforge: ${failed.dirName}: ${failed.message}\n`);
        if (done.left.length > 0) throw new Exit(EXIT.failure);
        process.stderr.write(`svforge: ${dirs.scanDir} holds generation ${done.generation}\n`);
      });
    });
}
