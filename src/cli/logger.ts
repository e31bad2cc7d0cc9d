/** The log engine with one log, standard input: what `svforge log` runs. */
import { hasZstd } from "../os/log-file.ts";
import { LogFolder } from "../os/log-folder.ts";
import { reasonOf } from "../os/os-error.ts";
import { reapChildren } from "../os/reap.ts";
import { exists } from "../os/supervise-client.ts";
import { EXIT } from "../protocol/exit-codes.ts";
import { SERVICE_JSON, SUPERVISE } from "../protocol/names.ts";
import type { LogJson } from "../protocol/service-json.ts";
import { type LogEvent, startLogEngine } from "../runtime/log-engine.ts";
import { waitsForNext } from "../runtime/log-messages.ts";
import { userOf } from "../runtime/log-open-sink.ts";
import { parseFilter } from "../supervise/log-pattern.ts";
import { Exit } from "./exit.ts";
import { LOG_POLICY_DEFAULTS, policyInFile } from "./log-policy.ts";

export interface LogOptions {
  readonly syslog?: string;
  readonly timestamp?: LogJson["timestamp"];
  readonly prefix?: string;
  readonly maxSize?: number;
  readonly keep?: number;
  readonly maxTotal?: number;
  readonly rotateEvery?: number;
  readonly compress?: "gzip" | "zstd";
  readonly processor?: string;
  readonly filter: readonly string[];
  readonly user?: string;
  readonly group?: string;
  readonly mode?: string;
  readonly onFull?: "block" | "drop-oldest";
}

export const LOG_DEFAULTS = "tai64n stamps, files of 1M, 10 of them kept, block when writing fails";

/** Runs until end of file or TERM. Exits 0, also when lines wait in the directory for the next start. */
export async function runLogger(dir: string | undefined, options: LogOptions): Promise<void> {
  const policy = policyFrom(dir, options);
  const stateDir = stateDirOf(policy);
  process.on("SIGCHLD", () => reapChildren(() => {}));
  await new Promise<void>((resolve) => {
    const engine = startLogEngine({
      onEvent: (event) => {
        tell(event);
        if (event.kind === "closed") engine.stop().then(resolve, resolve);
      },
    });
    engine.open({ id: "log", name: options.prefix ?? "log", pipe: 0, policy, stateDir });
    process.on("SIGTERM", () => engine.closeAfterLine("log"));
    process.on("SIGHUP", () => engine.signal("log", "reopen"));
    process.on("SIGALRM", () => engine.signal("log", "rotate"));
  });
}

function tell(event: LogEvent): void {
  const left = event.kind === "closed" ? (event.leftBytes ?? 0) : 0;
  const message = "message" in event ? event.message : left > 0 ? waitsForNext(left) : "";
  if (message !== "") process.stderr.write(`svforge log: ${message}\n`);
}

function policyFrom(dir: string | undefined, options: LogOptions): LogJson {
  if (dir?.endsWith(SERVICE_JSON)) return policyInFile(dir, "svforge log");
  const { rotateEvery, maxSize, maxTotal, onFull, syslog, processor, ...rest } = options;
  if ((dir === undefined) === (syslog === undefined))
    throw new Exit(EXIT.usage, "svforge log: name a directory or --syslog");
  if (options.compress === "zstd" && !hasZstd()) {
    const why = `zstd needs Node 22.15 or later, this is ${process.version}`;
    throw new Exit(EXIT.usage, `svforge log: ${why}; use gzip`);
  }
  try {
    parseFilter(options.filter);
  } catch (error) {
    throw new Exit(EXIT.usage, `svforge log: ${error instanceof Error ? error.message : error}`);
  }
  return {
    ...LOG_POLICY_DEFAULTS,
    ...rest,
    to: syslog === undefined ? { dir: dir ?? "" } : { syslog },
    ...(maxSize === undefined ? {} : { "max-size": maxSize }),
    ...(maxTotal === undefined ? {} : { "max-total": maxTotal }),
    ...(rotateEvery === undefined ? {} : { "rotate-every-ms": rotateEvery }),
    ...(onFull === undefined ? {} : { "on-full": onFull }),
    ...(processor === undefined ? {} : { processor: ["/bin/sh", "-c", processor] }),
  };
}

/** Staged bytes lie in the log directory; without one, in `supervise/` of the directory a supervisor started us in. */
function stateDirOf(policy: LogJson): string {
  if (!("dir" in policy.to)) return exists(SUPERVISE) ? SUPERVISE : ".";
  try {
    new LogFolder(policy.to.dir, userOf(policy)).close();
  } catch (error) {
    throw new Exit(EXIT.failure, `svforge log: unable to use ${policy.to.dir}: ${reasonOf(error)}`);
  }
  return policy.to.dir;
}
