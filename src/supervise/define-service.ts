/**
 * The definition of one supervised directory from what its files say: `service.json`, and the contract files other
 * suites gave a name (s6: notification-fd, down-signal, timeout-kill, timeout-finish). `service.json` is the more
 * specific and wins. A file that cannot be understood is a problem and counts as absent: the service still runs.
 */
import type { ServiceJson } from "../protocol/service-json.ts";
import { signalName } from "../protocol/signals.ts";
import {
  FINISH_TIMEOUT_MS,
  type ReadyDefinition,
  type RestartDefinition,
  type ServiceDefinition,
  type StopDefinition,
} from "./service-state.ts";

/** Texts of the contract files; undefined: there is no such file. */
export interface ContractFiles {
  readonly notificationFd?: string | undefined;
  readonly downSignal?: string | undefined;
  readonly timeoutKill?: string | undefined;
  readonly timeoutFinish?: string | undefined;
}

export interface DirectoryFiles extends ContractFiles {
  readonly name: string;
  readonly role: "service" | "logger";
  /** A file `down` exists. */
  readonly down: boolean;
  readonly json: Omit<ServiceJson, "format">;
}

export interface DefinedService {
  readonly definition: ServiceDefinition;
  /** Descriptor on which the process says it is ready; also in `definition.ready`. */
  readonly notificationFd: number | null;
  readonly problems: readonly FileProblem[];
}

export interface FileProblem {
  readonly file: string;
  readonly reason: string;
}

/** Never fails: a directory without any file but `run` is a daemontools service. */
export function defineService(files: DirectoryFiles): DefinedService {
  const problems: FileProblem[] = [];
  const { json } = files;
  const notificationFd = readNumber(files.notificationFd, "notification-fd", problems, 3);
  const killMs = readNumber(files.timeoutKill, "timeout-kill", problems, 0);
  const finishMs = readNumber(files.timeoutFinish, "timeout-finish", problems, 0);
  const definition: ServiceDefinition = {
    name: files.name,
    role: files.role,
    oneshot: json.type === "oneshot",
    main: json.main === true,
    startsDown: files.down,
    ready: readyOf(json, notificationFd),
    health: healthOf(json),
    restart: restartOf(json),
    stop: stopOf(json, readSignal(files.downSignal, problems), killMs),
    reload: reloadOf(json),
    hasPostReady: has(json.hooks?.["post-ready"]),
    hasPreStop: has(json.hooks?.["pre-stop"]),
    hasOnFail: has(json.hooks?.["on-fail"]),
    finishTimeoutMs: finishMs === null ? FINISH_TIMEOUT_MS : finishMs || Infinity,
  };
  return { definition, notificationFd: json.ready?.fd ?? (json.ready ? null : notificationFd), problems };
}

/** daemontools': always, one second between starts and nothing else. */
const ALWAYS: RestartDefinition = {
  policy: "always",
  delayMs: 0,
  maxDelayMs: 0,
  maxAttempts: Infinity,
  windowMs: 0,
  resetAfterMs: 0,
  successCodes: [0],
  onGiveUp: "stop",
};

const FD_INTERVAL_MS = 1000;

function readyOf(json: DirectoryFiles["json"], notificationFd: number | null): ReadyDefinition | null {
  const { ready } = json;
  if (ready === undefined)
    return notificationFd === null ? null : { how: "fd", intervalMs: FD_INTERVAL_MS, timeoutMs: Infinity };
  const how = ready.fd !== undefined ? "fd" : ready.notify !== undefined ? "notify" : "probe";
  return { how, intervalMs: ready["interval-ms"], timeoutMs: ready["timeout-ms"] ?? Infinity };
}

function healthOf({ health }: DirectoryFiles["json"]): ServiceDefinition["health"] {
  if (health === undefined) return null;
  return { intervalMs: health["interval-ms"], timeoutMs: health["timeout-ms"], retries: health.retries };
}

/** `main` without a policy: its end is the end. */
function restartOf({ restart, main }: DirectoryFiles["json"]): RestartDefinition {
  if (restart === undefined) return main === true ? { ...ALWAYS, policy: "never" } : ALWAYS;
  return {
    policy: restart.policy,
    delayMs: restart["delay-ms"],
    maxDelayMs: restart["max-delay-ms"],
    maxAttempts: restart["max-attempts"] ?? Infinity,
    windowMs: restart["window-ms"],
    resetAfterMs: restart["reset-after-ms"],
    successCodes: restart["success-codes"],
    onGiveUp: restart["on-give-up"],
  };
}

function stopOf({ stop }: DirectoryFiles["json"], signal: string, killMs: number | null): StopDefinition {
  if (stop === undefined) {
    return {
      signal,
      timeoutMs: killMs || Infinity,
      group: false,
      hasCommand: false,
      hasTimeout: killMs !== null,
    };
  }
  return {
    signal: stop.signal,
    timeoutMs: stop["timeout-ms"] ?? Infinity,
    group: stop.kill === "group",
    hasCommand: stop.command !== undefined,
    hasTimeout: true,
  };
}

function reloadOf({ reload }: DirectoryFiles["json"]): ServiceDefinition["reload"] {
  if (reload === undefined) return { signal: "HUP" };
  return "command" in reload ? "command" : reload;
}

function has(commands: readonly unknown[] | undefined): boolean {
  return commands !== undefined && commands.length > 0;
}

/** First line, decimal, as s6 reads it. 0 means without limit where that makes sense. */
function readNumber(
  text: string | undefined,
  file: string,
  problems: FileProblem[],
  min: number,
): number | null {
  if (text === undefined) return null;
  const line = (text.split("\n")[0] ?? "").trim();
  const value = /^\d{1,9}$/.test(line) ? Number(line) : Number.NaN;
  if (value >= min) return value;
  problems.push({ file, reason: `must hold a number of at least ${min}` });
  return null;
}

function readSignal(text: string | undefined, problems: FileProblem[]): string {
  if (text === undefined) return "TERM";
  const name = signalName(text.split("\n")[0] ?? "");
  if (name === undefined)
    problems.push({ file: "down-signal", reason: "must hold the name or number of a signal" });
  return name ?? "TERM";
}
