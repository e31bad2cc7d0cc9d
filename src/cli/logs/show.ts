/** `svforge logs`: chooses services, finds their logs, prints what `history` and `follow` give. */
import { join } from "node:path";
import { codeOf } from "../../os/os-error.ts";
import { exists } from "../../os/supervise-client.ts";
import { EXIT } from "../../protocol/exit-codes.ts";
import { LOG, SCAN_FOLDER, SERVICE_JSON } from "../../protocol/names.ts";
import { consolePrefix } from "../../supervise/log-console.ts";
import { Exit } from "../exit.ts";
import { entriesIn, refuseUnknown } from "../named-services.ts";
import { scanDirHere } from "../project-dirs.ts";
import { wantsColour } from "../terminal.ts";
import { extentOf } from "./files.ts";
import { logPlaceOf } from "./find.ts";
import { type Followed, follow } from "./follow.ts";
import { allLines, type LogLine, lastLines, type Selection, type Source } from "./history.ts";
import { printable } from "./printable.ts";
import { showTime } from "./when.ts";

export interface LogsOptions {
  readonly follow?: boolean;
  /** Microseconds since 1970. */
  readonly since?: number;
  readonly until?: number;
  readonly lines?: number;
  readonly grep?: RegExp;
  readonly local?: boolean;
  readonly json?: boolean;
  readonly scanDir?: string;
}

const DEFAULT_LINES = 100;

/** Prints, and with `follow` goes on. Exits 1 when a named service has no log. */
export async function showLogs(names: readonly string[], options: LogsOptions): Promise<void> {
  const sources = sourcesOf(names, await scanDirHere(options.scanDir));
  const { grep } = options;
  const selection: Selection = {
    since: options.since ?? Number.NEGATIVE_INFINITY,
    until: options.until ?? Number.POSITIVE_INFINITY,
    matches: grep === undefined ? () => true : (text) => grep.test(text.toString("utf8")),
  };
  const format = formatter(sources, options);
  const onLines = (lines: readonly LogLine[]): void => {
    const selected = lines.filter((line) => selection.matches(line.text));
    if (selected.length > 0) process.stdout.write(Buffer.concat(selected.map(format)));
  };
  process.stdout.on("error", (error) => {
    if (codeOf(error) !== "EPIPE") throw error;
    process.exitCode = EXIT.ok;
  });
  const following = options.follow === true ? follow(sources) : undefined;
  const past =
    following?.past ?? sources.map((source) => ({ ...source, extent: extentOf(source.directory) }));
  await print(history(past, options, selection), format);
  following?.begin(onLines);
}

function history(sources: readonly Source[], options: LogsOptions, selection: Selection): Iterable<LogLine> {
  const isOpen = options.since === undefined && options.until === undefined;
  const count = options.lines ?? (isOpen ? DEFAULT_LINES : Number.POSITIVE_INFINITY);
  return count === Number.POSITIVE_INFINITY
    ? allLines(sources, selection)
    : lastLines(sources, count, selection);
}

/** In large writes, and no faster than standard output takes them. */
async function print(lines: Iterable<LogLine>, format: (line: LogLine) => Buffer): Promise<void> {
  let waiting: Buffer[] = [];
  let size = 0;
  for (const line of lines) {
    const text = format(line);
    waiting.push(text);
    size += text.length;
    if (size < WRITE_SIZE) continue;
    if (!(await write(Buffer.concat(waiting)))) return;
    [waiting, size] = [[], 0];
  }
  await write(Buffer.concat(waiting));
}

const WRITE_SIZE = 65536;

/** False: nobody reads any more. */
function write(bytes: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    process.stdout.write(bytes, (error) => resolve(error === null || error === undefined));
  });
}

function sourcesOf(names: readonly string[], scanDir: string): readonly Followed[] {
  const entries = [...entriesIn(scanDir, "logs"), ...monitorIn(scanDir)];
  const known = entries.map((entry) => entry.name);
  refuseUnknown(names, { command: "logs", known, where: `in ${scanDir}` });
  const chosen = names.length === 0 ? entries : entries.filter((entry) => names.includes(entry.name));
  const refused: string[] = [];
  const sources = chosen.flatMap(({ name, path }) => {
    const place = logPlaceOf(path);
    if ("directory" in place && exists(place.directory))
      return [{ service: name, directory: place.directory, path }];
    const why = "directory" in place ? `nothing is in ${place.directory} yet` : place.elsewhere;
    refused.push(`svforge logs: ${name}: ${why}`);
    return [];
  });
  if (sources.length === 0 && names.length === 0)
    throw new Exit(EXIT.failure, `svforge logs: no service in ${scanDir} has a log directory`);
  if (names.length > 0 && refused.length > 0) throw new Exit(EXIT.failure, refused.join("\n"));
  return sources;
}

/** What has no log of its own may have the monitor's, unless a service is called so. */
function monitorIn(scanDir: string): readonly { readonly name: string; readonly path: string }[] {
  const path = join(scanDir, SCAN_FOLDER);
  return exists(join(path, LOG, SERVICE_JSON)) && !exists(join(scanDir, MONITOR))
    ? [{ name: MONITOR, path }]
    : [];
}

const MONITOR = "svscan";

function formatter(sources: readonly Followed[], options: LogsOptions): (line: LogLine) => Buffer {
  if (options.json) return asJson;
  const names = sources.map((source) => source.service);
  const width = Math.max(0, ...names.map((name) => name.length));
  const colour = wantsColour(process.stdout);
  const isSeen = colour || process.stdout.isTTY;
  const prefixes = new Map(names.map((name, i) => [name, consolePrefix(name, width, i, colour)]));
  return ({ service, time, text }) => {
    const prefix = names.length > 1 ? (prefixes.get(service) ?? "") : "";
    const stamp = time > 0 ? `${showTime(time, options.local === true)} ` : "";
    return Buffer.concat([Buffer.from(prefix + stamp), isSeen ? printable(text) : text, NEWLINE]);
  };
}

const NEWLINE = Buffer.from("\n");

function asJson({ service, time, text }: LogLine): Buffer {
  const at = time > 0 ? `${showTime(time, false).replace(" ", "T")}Z` : null;
  return Buffer.from(`${JSON.stringify({ service, time: at, text: text.toString("utf8") })}\n`);
}
