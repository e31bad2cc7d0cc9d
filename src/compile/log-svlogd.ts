/**
 * `log/run` with runit's or busybox's svlogd. Its settings are a file `config` in the log directory; `log/run` writes it
 * as the log user at each start, so nobody can point it at somebody else's file. Rotated files keep svlogd's names:
 * `@….s`, compressed ones too. svlogd may rotate up to 1000 bytes early, to end a file at a line.
 */
import type { LogPolicy } from "../declare/service.ts";
import { busyboxUserWords, isNumeric, loneUserWords } from "./identity.ts";
import { type DirectoryLogger, processorLine } from "./log-common.ts";
import { shQuote, shWords } from "./sh-quote.ts";
import type { Unit } from "./unit.ts";

/** svlogd's time stamps: 25 characters of TAI64N, or UTC with five decimals. */
const STAMP = { none: [], tai64n: ["-t"], iso: ["-ttt"] } as const;

export const svlogd: DirectoryLogger = {
  lines: (log, path, unit) => {
    const settings = shWords(settingsOf(log, unit));
    const command = ["exec svlogd", ...STAMP[log.timestamp], "."].join(" ");
    const install = `>config.new && mv -f config.new config && ${command}`;
    const user = svlogd.userWords(log, unit);
    if (user.length === 0) return [`cd ${path} && printf '%s\\n' ${settings} ${install}`];
    const inner = `cd "$0" && printf "%s\\n" "$@" ${install}`;
    return [`exec ${user.join(" ")} \\\n  sh -c ${shQuote(inner)} \\\n  ${path} ${settings}`];
  },
  userWords: ({ user, group }, unit) => {
    if (unit.target === "busybox") {
      if (user !== undefined) return busyboxUserWords(user, group);
      if (group !== undefined)
        unit.refuse({ key: "log.group", why: "no applet sets a group alone", instead: "`log.user`" });
      return [];
    }
    if (user === undefined || isNumeric(user)) return loneUserWords(user, group);
    return ["chpst", "-u", shQuote(group === undefined ? user : `${user}:${group}`)];
  },
};

/** The lines of `config`. */
function settingsOf(log: LogPolicy, unit: Unit): readonly string[] {
  const instead = "target builtin";
  if (log.keep === 0) unit.refuse({ key: "log.keep", why: "0 means all to svlogd", instead: "at least 1" });
  if (log.maxTotalBytes !== undefined)
    unit.refuse({ key: "log.max-total", instead: "`keep` and `max-size`, or target builtin or s6" });
  const settings = [`s${log.maxSizeBytes}`, `n${log.keep}`];
  if (log.rotateEveryMs !== undefined) settings.push(`t${Math.max(1, Math.round(log.rotateEveryMs / 1000))}`);
  const processor = processorLine(log);
  if (processor !== undefined) settings.push(`!${processor}`);
  if (log.prefix !== undefined) settings.push(`p${log.prefix}`);
  for (const pattern of log.filter) {
    if (pattern.indexOf("+", 1) > 0)
      unit.refuse({ key: "log.filter", why: "`+` inside a pattern means repetition to svlogd", instead });
    settings.push(pattern);
  }
  const broken = settings.find((line) => line.includes("\n"));
  if (broken !== undefined)
    unit.refuse({
      key: broken.startsWith("!") ? "log.processor" : "log.prefix",
      why: "its settings are lines",
      instead: "no line breaks",
    });
  if (unit.target === "busybox") refuseBusybox(log, settings, unit);
  return settings;
}

/**
 * busybox's svlogd knows no prefix, reads the first 127 bytes of its settings only (svlogd.c, logdir_open), and matches
 * patterns against the line with its line break (logmatch), so that none without a star at its end ever matches.
 */
function refuseBusybox(log: LogPolicy, settings: readonly string[], unit: Unit): void {
  const instead = "target runit or builtin";
  const exact = log.filter.find((pattern) => !pattern.endsWith("*"));
  if (exact !== undefined)
    unit.refuse({
      key: "log.filter",
      why: "its svlogd compares the line break too",
      instead: `\`${exact}*\`, or ${instead}`,
    });
  if (log.prefix !== undefined) unit.refuse({ key: "log.prefix", instead });
  if (new TextEncoder().encode(`${settings.join("\n")}\n`).length <= 127) return;
  const key = log.processor === undefined ? "log.filter" : "log.processor";
  unit.refuse({ key, why: "its svlogd reads 127 bytes of settings", instead: `shorter ones, or ${instead}` });
}
