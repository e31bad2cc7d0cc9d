/**
 * `log/run` with daemontools' multilog: the policy is its argument list. multilog may rotate up to 2000 bytes early, to
 * end a file at a line, and its patterns see the time stamp, which is therefore matched away.
 */
import type { LogPolicy } from "../declare/service.ts";
import { isNumeric } from "./identity.ts";
import { type DirectoryLogger, processorLine } from "./log-common.ts";
import { shQuote } from "./sh-quote.ts";
import type { Unit } from "./unit.ts";

/** Bounds of multilog's `s`. */
const SIZE_BYTES = { least: 4096, most: 16_777_215 };

export const multilog: DirectoryLogger = {
  lines: (log, path, unit) => {
    const words = ["multilog", ...actions(log, unit).map(shQuote), path];
    return [`exec ${[...multilog.userWords(log, unit), ...words].join(" ")}`];
  },
  userWords: ({ user, group }, unit) => {
    if (group !== undefined)
      unit.refuse({
        key: "log.group",
        why: "setuidgid takes the account's own",
        instead: "an account with that group",
      });
    if (user !== undefined && isNumeric(user))
      unit.refuse({ key: "log.user", why: "setuidgid takes names only", instead: "the name of an account" });
    return user === undefined ? [] : ["setuidgid", shQuote(user)];
  },
};

/** multilog's script. Size, number and processor count for the directories after them, so they come last. */
function actions(log: LogPolicy, unit: Unit): readonly string[] {
  const other = "target builtin, runit or s6";
  if (log.timestamp === "iso")
    unit.refuse({ key: "log.timestamp", why: "multilog has TAI64N only", instead: `"tai64n", or ${other}` });
  if (log.prefix !== undefined) unit.refuse({ key: "log.prefix", instead: "target builtin or runit" });
  if (log.rotateEveryMs !== undefined)
    unit.refuse({ key: "log.rotate-every", instead: "target builtin or runit" });
  if (log.maxTotalBytes !== undefined)
    unit.refuse({ key: "log.max-total", instead: "`keep` and `max-size`, or target builtin or s6" });
  if (log.maxSizeBytes < SIZE_BYTES.least || log.maxSizeBytes > SIZE_BYTES.most)
    unit.refuse({
      key: "log.max-size",
      why: "multilog takes 4096 to 16777215 bytes",
      instead: `a size within, or ${other}`,
    });
  if (log.keep < 1)
    unit.refuse({ key: "log.keep", why: "multilog keeps at least one old file", instead: "at least 1" });
  const processor = processorLine(log);
  return [
    ...(log.timestamp === "tai64n" ? ["t"] : []),
    ...log.filter.map((pattern) => (log.timestamp === "tai64n" ? stamped(pattern) : pattern)),
    `s${log.maxSizeBytes}`,
    `n${log.keep + 1}`,
    ...(processor === undefined ? [] : [`!${processor}`]),
  ];
}

/** A star runs up to the next character of the pattern, so `@* ` is exactly the time stamp. */
function stamped(pattern: string): string {
  return `${pattern[0]}@* ${pattern.slice(1)}`;
}
