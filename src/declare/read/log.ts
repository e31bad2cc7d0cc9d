/** `[log]`: where output goes. Every service has a policy; without a declaration it logs into a directory of its own. */
import { defined } from "../defined.ts";
import type { Reader } from "../reader.ts";
import type { LogPolicy } from "../service.ts";

/** Below it a service logs when nothing else is declared. */
export const DEFAULT_LOG_DIR = "/var/log/sv";

/** The policy. `dirName` names the default directory; `otherwise` is what happens when neither `dir` nor `to` is declared. */
export function readLog(reader: Reader, dirName: string, otherwise?: LogPolicy["to"]): LogPolicy {
  const to = readDestination(reader) ?? otherwise ?? { kind: "dir", dir: `${DEFAULT_LOG_DIR}/${dirName}` };
  return defined({
    to,
    user: reader.text("log.user"),
    group: reader.text("log.group"),
    mode: reader.mode("log.mode"),
    timestamp: reader.word<LogPolicy["timestamp"]>("log.timestamp") ?? "tai64n",
    prefix: reader.text("log.prefix"),
    maxSizeBytes: reader.size("log.max-size") ?? 1024 * 1024,
    keep: reader.integer("log.keep") ?? 10,
    maxTotalBytes: reader.size("log.max-total"),
    rotateEveryMs: reader.milliseconds("log.rotate-every"),
    compress: reader.word<LogPolicy["compress"]>("log.compress") ?? "none",
    processor: reader.argv("log.processor"),
    filter: reader.texts("log.filter") ?? [],
    stderr: reader.word<LogPolicy["stderr"]>("log.stderr") ?? "merge",
    onFull: reader.word<LogPolicy["onFull"]>("log.on-full") ?? "block",
  });
}

function readDestination(reader: Reader): LogPolicy["to"] | undefined {
  const to = reader.at("log.to");
  const dir = reader.text("log.dir");
  const text = reader.text("log.to");
  if (to !== undefined && reader.has("log.dir")) {
    const problem = { code: "E0201", message: "both `dir` and `to` in [log]", help: "keep one of them" };
    reader.wrong(to, problem, to.keyPlace());
    return undefined;
  }
  if (dir !== undefined) return { kind: "dir", dir };
  return text === undefined ? undefined : destinationFrom(text);
}

function destinationFrom(text: string): LogPolicy["to"] | undefined {
  const colon = text.indexOf(":");
  const [kind, rest] = colon < 0 ? [text, ""] : [text.slice(0, colon), text.slice(colon + 1)];
  if (kind === "none" || kind === "inherit") return { kind };
  if (kind === "syslog") return rest === "" ? { kind } : { kind, address: rest };
  return kind === "service" ? { kind, service: rest } : undefined;
}
