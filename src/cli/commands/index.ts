/** Every subcommand of `svforge`, in the order of its help. A command's module loads only when it runs. */
import type { Command } from "commander";

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** The module's `define` adds arguments, options and the action to `command`. */
  readonly load: () => Promise<{ define: (command: Command) => void }>;
}

export const commands: readonly CommandEntry[] = [
  { name: "init", summary: "make a starter project", load: () => import("./init.ts") },
  { name: "plan", summary: "what an apply would do, and why", load: () => import("./plan.ts") },
  { name: "apply", summary: "make the host what the project says", load: () => import("./apply.ts") },
  { name: "confirm", summary: "keep what apply --confirm activated", load: () => import("./confirm.ts") },
  { name: "rollback", summary: "activate an earlier generation again", load: () => import("./rollback.ts") },
  { name: "history", summary: "what was activated, and how it ended", load: () => import("./history.ts") },
  { name: "gc", summary: "remove what nothing refers to any more", load: () => import("./gc.ts") },
  { name: "boot", summary: "lay the scan directory out again", load: () => import("./boot.ts") },
  { name: "check", summary: "report every mistake in the declarations", load: () => import("./check.ts") },
  {
    name: "explain",
    summary: "where a value comes from, or what a code means",
    load: () => import("./explain.ts"),
  },
  { name: "graph", summary: "which service needs which", load: () => import("./graph.ts") },
  { name: "build", summary: "write plain service directories", load: () => import("./build.ts") },
  {
    name: "up",
    summary: "activate and supervise in the foreground",
    load: () => import("./up.ts"),
  },
  { name: "status", summary: "what each service does, and why", load: () => import("./status.ts") },
  { name: "start", summary: "start services and wait until ready", load: () => import("./start.ts") },
  { name: "stop", summary: "stop services and wait until down", load: () => import("./stop.ts") },
  { name: "restart", summary: "restart services and wait", load: () => import("./restart.ts") },
  {
    name: "reload",
    summary: "have services read their configuration again",
    load: () => import("./reload.ts"),
  },
  {
    name: "svscan",
    summary: "supervise every service of a scan directory",
    load: () => import("./svscan.ts"),
  },
  { name: "supervise", summary: "supervise one service directory", load: () => import("./supervise.ts") },
  {
    name: "upgrade",
    summary: "have a running svscan become the installed version",
    load: () => import("./upgrade.ts"),
  },
  { name: "svc", summary: "control services as daemontools' svc does", load: () => import("./svc.ts") },
  { name: "svok", summary: "whether a service directory is supervised", load: () => import("./svok.ts") },
  {
    name: "svstat",
    summary: "one line of state for each service directory",
    load: () => import("./svstat.ts"),
  },
  {
    name: "log",
    summary: "write standard input to a log directory, for any log/run",
    load: () => import("./log.ts"),
  },
  { name: "logs", summary: "what services said, merged by time", load: () => import("./logs.ts") },
];
