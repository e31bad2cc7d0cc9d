/**
 * Names that others read on disk: the files of a service directory, of `supervise/` and of a scan directory.
 * Declared once; every reader and writer imports them. Sources: daemontools, runit and s6 documentation.
 */

export const RUN = "run";
export const FINISH = "finish";
export const CHECK = "check";
/** s6: the descriptor through which the process says that it is ready. */
export const NOTIFICATION_FD = "notification-fd";
export const DOWN = "down";
export const LOG = "log";
export const CONTROL_SCRIPTS = "control";
/** What no suite has a file for: dependencies, probes, back-off (schema/service-dir.schema.json). */
export const SERVICE_JSON = "service.json";

export const SUPERVISE = "supervise";
export const SUPERVISE_FILES = {
  ok: "ok",
  control: "control",
  status: "status",
  lock: "lock",
  pid: "pid",
  stat: "stat",
  /** FIFO between a logged service and its logger; opened read-write by the service, so it outlives every reader. */
  logPipe: "log-pipe",
  /** svforge's own record beside the standard ones: pid, start time, boot id, readiness (JSON, one line). */
  state: "svforge.json",
} as const;

/** Monitor's own folder inside a scan directory; a dot-name, so no suite takes it for a service. */
export const SCAN_FOLDER = ".svscan";
export const SCAN_FILES = {
  lock: "lock",
  control: "control",
  pid: "pid",
  /** Starts that may not be recorded yet (os/start-ledger.ts); `supervise` has it in `supervise/`. */
  starts: "starts",
  /** What has no logger is written here (runtime/catch-all.ts). */
  logPipe: "log-pipe",
} as const;

/** Mark of an activated directory (JSON): which installation owns it, and under which name. */
export const OWNER = ".owner";
/** The one symlink an activation flips. */
export const DEF = "def";
/** Environment variable with the hash of the definition a process was started from. */
export const DEF_VARIABLE = "SVFORGE_DEF";

/** Where `svc`, `svstat`, `svok` look up a name without a slash when SVDIR is not set. */
export const DEFAULT_SCAN_DIR = "/var/service";
