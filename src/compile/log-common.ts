/** What every `log/run` shares: making the directory, refusing what no foreign logger can say, syslog. */
import type { LogPolicy } from "../declare/service.ts";
import { type Script, startScript } from "./script.ts";
import { shQuote } from "./sh-quote.ts";
import type { Unit } from "./unit.ts";

/** A logger that writes a directory. `path` is quoted. */
export interface DirectoryLogger {
  /** The last lines of `log/run`. */
  readonly lines: (log: LogPolicy, path: string, unit: Unit) => readonly string[];
  /** Words that become the log user. */
  readonly userWords: (log: LogPolicy, unit: Unit) => readonly string[];
}

/** `log/run` for a suite with its own logger; undefined when the policy needs none or has no form there. */
export function logRunScript(unit: Unit, log: LogPolicy, logger: DirectoryLogger): Script | undefined {
  refuseForeign(unit, log);
  switch (log.to.kind) {
    case "dir": {
      const path = shQuote(log.to.dir);
      const lines = logger.lines(log, path, unit);
      return startScript({ before: makeDirectory(log, path), after: lines });
    }
    case "syslog":
      return startScript({ before: [], after: [loggerLine(unit, log, log.to.address)] });
    case "service":
      unit.refuse({
        key: "log.to",
        why: "a logger has one service there",
        instead: "`log.dir`, or target builtin",
      });
      return undefined;
    default:
      return undefined;
  }
}

/** Only when absent: what an admin did to an existing directory stays. */
function makeDirectory(log: LogPolicy, path: string): readonly string[] {
  const owner = log.user === undefined ? "" : `-o ${shQuote(log.user)} `;
  const group =
    log.group !== undefined
      ? `-g ${shQuote(log.group)} `
      : log.user === undefined
        ? ""
        : `-g "$(id -g ${shQuote(log.user)})" `;
  return [`[ -d ${path} ] || install -d ${owner}${group}-m 0755 ${path} || exit 111`];
}

/** util-linux `logger`: a local socket, or UDP to `HOST[:PORT]`. */
function loggerLine(unit: Unit, log: LogPolicy, address: string | undefined): string {
  const only = "target builtin";
  for (const key of ["log.filter", "log.processor", "log.user", "log.compress"])
    if (unit.declares(key)) unit.refuse({ key, why: "`logger` has no word for it", instead: only });
  const tag = shQuote(log.prefix ?? unit.service.name);
  if (address === undefined || address === "/dev/log") return `exec logger -t ${tag}`;
  if (address.startsWith("/")) return `exec logger -u ${shQuote(address)} -t ${tag}`;
  const [, host = address, port = "514"] = /^(.*?)(?::(\d+))?$/.exec(address) ?? [];
  return `exec logger -d -n ${shQuote(host)} -P ${port} -t ${tag}`;
}

/** Keys of the builtin engine that neither svlogd nor multilog nor s6-log has. */
function refuseForeign(unit: Unit, log: LogPolicy): void {
  const instead = "target builtin";
  if (log.stderr === "separate")
    unit.refuse({ key: "log.stderr", why: "there is one pipe", instead: '`"merge"`, or target builtin' });
  if (log.onFull === "drop-oldest")
    unit.refuse({ key: "log.on-full", instead: '`"block"`, or target builtin' });
  if (log.mode !== undefined) unit.refuse({ key: "log.mode", why: "its logger sets its own modes", instead });
  if (log.processor !== undefined && log.compress !== "none")
    unit.refuse({
      key: "log.compress",
      why: "one program handles a rotated file",
      instead: "a `processor` that compresses too",
    });
}

/** The program a rotated file is piped through, as one shell command; undefined when there is none. */
export function processorLine({ processor, compress }: LogPolicy): string | undefined {
  if (processor !== undefined) return processor.map(shQuote).join(" ");
  return compress === "none" ? undefined : compress === "gzip" ? "gzip" : "zstd -q";
}
