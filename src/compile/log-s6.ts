/**
 * `log/run` with s6-log: the policy is its argument list. s6-log stamps local time, so TZ is set to UTC, as everywhere.
 * Patterns become POSIX regular expressions with multilog's meaning. It may rotate up to 2000 bytes early.
 */
import type { LogPolicy } from "../declare/service.ts";
import { isNumeric, loneUserWords } from "./identity.ts";
import { type DirectoryLogger, processorLine } from "./log-common.ts";
import { shQuote } from "./sh-quote.ts";
import type { Unit } from "./unit.ts";

const STAMP = { none: [], tai64n: ["t"], iso: ["T"] } as const;
/** s6-log refuses smaller files. */
const LEAST_SIZE_BYTES = 4096;

export const s6log: DirectoryLogger = {
  lines: (log, path, unit) => {
    const script = directives(log, unit).map(shQuote);
    const words = [log.filter.length === 0 ? "s6-log" : "s6-log --", ...script, path];
    const zone = log.timestamp === "iso" ? ["export TZ=UTC0"] : [];
    return [...zone, `exec ${[...s6log.userWords(log, unit), ...words].join(" ")}`];
  },
  userWords: ({ user, group }) => {
    const isPlain = user !== undefined && group === undefined && !isNumeric(user);
    return isPlain ? ["s6-setuidgid", shQuote(user)] : loneUserWords(user, group);
  },
};

function directives(log: LogPolicy, unit: Unit): readonly string[] {
  if (log.prefix !== undefined) unit.refuse({ key: "log.prefix", instead: "target builtin or runit" });
  if (log.rotateEveryMs !== undefined)
    unit.refuse({ key: "log.rotate-every", instead: "target builtin or runit" });
  if (log.maxSizeBytes < LEAST_SIZE_BYTES)
    unit.refuse({ key: "log.max-size", why: "s6-log takes 4096 bytes at least", instead: "a larger size" });
  const processor = processorLine(log);
  return [
    ...log.filter.map((pattern) => regularExpression(pattern, unit)),
    `n${log.keep}`,
    `s${log.maxSizeBytes}`,
    ...(log.maxTotalBytes === undefined ? [] : [`S${log.maxTotalBytes}`]),
    ...STAMP[log.timestamp],
    ...(processor === undefined ? [] : [`?${processor}`]),
  ];
}

/** multilog's star is the longest run without the pattern's next character; a final star is anything. */
function regularExpression(pattern: string, unit: Unit): string {
  let text = "";
  const body = [...pattern.slice(1)];
  body.forEach((char, i) => {
    const next = body[i + 1];
    if (char !== "*") text += literal(char);
    else if (next === undefined) text += ".*";
    else text += `[^${next}]*`;
    if (char === "*" && next === "*")
      unit.refuse({ key: "log.filter", why: "`**` has no regular expression", instead: "one `*`" });
  });
  return `${pattern[0]}^${text}$`;
}

function literal(char: string): string {
  return /[.[\](){}*+?^$|\\]/.test(char) ? `\\${char}` : char;
}
