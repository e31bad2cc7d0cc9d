/** Where a service's log is: what `log/service.json` says, else the directory among the words of `log/run`. */
import { join, resolve } from "node:path";
import { readTextIfPresent } from "../../os/files.ts";
import { decodeServiceJson } from "../../protocol/decode-service-json.ts";
import { LOG, RUN, SERVICE_JSON } from "../../protocol/names.ts";
import type { LogJson } from "../../protocol/service-json.ts";

/** A directory by its absolute path, or in words why there is none. */
export type LogPlace = { readonly directory: string } | { readonly elsewhere: string };

/** Of the service in `servicePath`. */
export function logPlaceOf(servicePath: string): LogPlace {
  const folder = join(servicePath, LOG);
  const json = readTextIfPresent(join(folder, SERVICE_JSON));
  const to = json === undefined ? undefined : decodeServiceJson(json).value?.log?.to;
  if (to !== undefined) return placeNamed(to);
  const script = readTextIfPresent(join(folder, RUN));
  if (script === undefined) return { elsewhere: "has no logger" };
  const directory = directoryInScript(script);
  if (directory === undefined) return { elsewhere: `no log directory to be found in ${LOG}/${RUN}` };
  return { directory: resolve(folder, directory) };
}

function placeNamed(to: LogJson["to"]): LogPlace {
  if ("dir" in to) return { directory: to.dir };
  if ("service" in to) return { elsewhere: `its lines go to the log of ${to.service}` };
  return { elsewhere: `its lines go to syslog at ${to.syslog}` };
}

/** Loggers, and whether a word of theirs names a directory only when it begins with a dot or a slash. */
const LOGGERS: Readonly<Record<string, "marked" | "last">> = {
  multilog: "marked",
  "s6-log": "marked",
  svlogd: "last",
  tinylog: "last",
};

/** The directory a `log/run` gives to a logger we know. Variables and quoting beyond plain quotes are not looked into. */
export function directoryInScript(script: string): string | undefined {
  const lines = script.replaceAll("\\\n", " ").split("\n");
  for (const line of lines.reverse()) {
    const words = wordsOf(line);
    const at = words.findIndex((word) => LOGGERS[word.replace(/^.*\//, "")] !== undefined);
    const ours = words.findIndex(
      (word, i) => word === "log" && /(^|\/)svforge(\.cjs)?$/.test(words[i - 1] ?? ""),
    );
    const rest = words.slice(Math.max(at, ours) + 1);
    const kind = at < 0 ? "last" : LOGGERS[words[at]?.replace(/^.*\//, "") ?? ""];
    const found = kind === "marked" ? rest.find((word) => /^[./]/.test(word)) : rest.at(-1);
    if ((at >= 0 || ours >= 0) && found !== undefined && !/[$`]/.test(found) && !found.startsWith("-"))
      return found;
  }
  return undefined;
}

function wordsOf(line: string): string[] {
  if (/^\s*#/.test(line)) return [];
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|([^\s'"]+)/g)].map((m) => m[1] ?? m[2] ?? m[3] ?? "");
}
