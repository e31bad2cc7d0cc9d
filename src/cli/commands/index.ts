/** Every subcommand of `svforge`, in the order of its help. Names only: what a command does, its part of the program holds. */

/**
 * One file of `dist/` each, loaded when one of its commands runs. `host`: what only looks at or controls what runs, and
 * must start fast. `runtime`: what supervises and logs. `project`: what reads declarations.
 */
export type Part = "host" | "runtime" | "project";

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly part: Part;
}

export const commands: readonly CommandEntry[] = [
  { name: "init", summary: "make a starter project", part: "host" },
  { name: "plan", summary: "what an apply would do, and why", part: "project" },
  { name: "apply", summary: "make the host what the project says", part: "project" },
  { name: "confirm", summary: "keep what apply --confirm activated", part: "project" },
  { name: "rollback", summary: "activate an earlier generation again", part: "project" },
  { name: "history", summary: "what was activated, and how it ended", part: "project" },
  { name: "gc", summary: "remove what nothing refers to any more", part: "project" },
  { name: "boot", summary: "lay the scan directory out again", part: "project" },
  { name: "check", summary: "report every mistake in the declarations", part: "project" },
  { name: "explain", summary: "where a value comes from, or what a code means", part: "host" },
  { name: "graph", summary: "which service needs which", part: "project" },
  { name: "build", summary: "write plain service directories", part: "project" },
  { name: "up", summary: "activate and supervise in the foreground", part: "project" },
  { name: "status", summary: "what each service does, and why", part: "host" },
  { name: "start", summary: "start services and wait until ready", part: "host" },
  { name: "stop", summary: "stop services and wait until down", part: "host" },
  { name: "restart", summary: "restart services and wait", part: "host" },
  { name: "reload", summary: "have services read their configuration again", part: "host" },
  { name: "svscan", summary: "supervise every service of a scan directory", part: "runtime" },
  { name: "supervise", summary: "supervise one service directory", part: "runtime" },
  { name: "upgrade", summary: "have a running svscan become the installed version", part: "host" },
  { name: "svc", summary: "control services as daemontools' svc does", part: "host" },
  { name: "svok", summary: "whether a service directory is supervised", part: "host" },
  { name: "svstat", summary: "one line of state for each service directory", part: "host" },
  { name: "log", summary: "write standard input to a log directory, for any log/run", part: "runtime" },
  { name: "logs", summary: "what services said, merged by time", part: "host" },
];
