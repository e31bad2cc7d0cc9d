/** Commands about what runs on this host. What they need of declarations stands behind an `import()`. */
import { commandLine, type Loaders } from "../main.ts";

export const loaders: Loaders = {
  init: () => import("../commands/init.ts"),
  explain: () => import("../commands/explain.ts"),
  status: () => import("../commands/status.ts"),
  start: () => import("../commands/start.ts"),
  stop: () => import("../commands/stop.ts"),
  restart: () => import("../commands/restart.ts"),
  reload: () => import("../commands/reload.ts"),
  upgrade: () => import("../commands/upgrade.ts"),
  svc: () => import("../commands/svc.ts"),
  svok: () => import("../commands/svok.ts"),
  svstat: () => import("../commands/svstat.ts"),
  logs: () => import("../commands/logs.ts"),
};

export const run: (argv: readonly string[]) => Promise<number> = commandLine(loaders);
