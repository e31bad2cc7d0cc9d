/** Commands that supervise or log: the runtime, and no declarations. */
import { commandLine, type Loaders } from "../main.ts";

export const loaders: Loaders = {
  svscan: () => import("../commands/svscan.ts"),
  supervise: () => import("../commands/supervise.ts"),
  log: () => import("../commands/log.ts"),
};

export const run: (argv: readonly string[]) => Promise<number> = commandLine(loaders);
