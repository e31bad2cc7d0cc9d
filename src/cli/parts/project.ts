/** Commands that read declarations, and what the `host` part borrows of it. */
import { commandLine, type Loaders } from "../main.ts";

export { explainService } from "../explain-service.ts";
export { readProject } from "../load-project.ts";

export const loaders: Loaders = {
  plan: () => import("../commands/plan.ts"),
  apply: () => import("../commands/apply.ts"),
  confirm: () => import("../commands/confirm.ts"),
  rollback: () => import("../commands/rollback.ts"),
  history: () => import("../commands/history.ts"),
  gc: () => import("../commands/gc.ts"),
  boot: () => import("../commands/boot.ts"),
  check: () => import("../commands/check.ts"),
  graph: () => import("../commands/graph.ts"),
  build: () => import("../commands/build.ts"),
  up: () => import("../commands/up.ts"),
};

export const run: (argv: readonly string[]) => Promise<number> = commandLine(loaders);
