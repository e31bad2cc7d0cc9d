import { type Command, InvalidArgumentError } from "commander";
import { mayStillRun } from "../../activate/accepted.ts";
import type { ServiceEntry } from "../../os/scan-directory.ts";
import { readServiceStatus } from "../../os/service-status.ts";
import { EXIT } from "../../protocol/exit-codes.ts";
import { Exit } from "../exit.ts";
import { humanBytes, humanDuration, table } from "../human.ts";
import { entriesIn, refuseUnknown } from "../named-services.ts";
import { scanDirHere } from "../project-dirs.ts";
import { isMonitored } from "../running-project.ts";
import { type LogView, type Mood, type ServiceView, viewOf } from "../status-view.ts";
import { type Paint, paint, wantsColour } from "../terminal.ts";

interface Options {
  readonly scanDir?: string;
  readonly json?: boolean;
  readonly lines?: number;
}

/** Of each named service's log. */
const DEFAULT_LINES = 5;

/** `svforge status [NAME…]`: one line a service, of named ones the end of the log too; exit 1 when any is in a bad state. */
export function define(command: Command): void {
  command
    .description(
      "Say of each service what it does, for how long, and why it does not run if it should. Of services that are named, show the last lines of their logs.",
    )
    .argument("[name...]", "services to show (default: all)")
    .option("--scan-dir <dir>", "scan directory (default: this project's, SVDIR, /var/service)")
    .option(
      "-n, --lines <number>",
      `last lines of each log (default: ${DEFAULT_LINES} of named services)`,
      wholeNumber,
    )
    .option("--json", "print JSON (schema/status.schema.json)")
    .action((names: string[], options: Options) => status(names, options));
}

async function status(names: readonly string[], options: Options): Promise<void> {
  const scanDir = await scanDirHere(options.scanDir);
  const now = Date.now();
  const entries = entriesOf(scanDir, names);
  const views = entries.map((entry) => {
    const seen = readServiceStatus(entry.path);
    return viewOf(entry.name, seen, { now, definition: definitionFor(entry, seen.record?.definition) });
  });
  const monitored = isMonitored(scanDir);
  if (options.json) {
    const services = views.map(({ mood: _, ...view }) => view);
    console.log(JSON.stringify({ format: "svforge.status/1", scanDir, monitored, services }, undefined, 2));
  } else {
    print(views, { scanDir, monitored, now });
    await printLogs(entries, options.lines ?? (names.length === 0 ? 0 : DEFAULT_LINES));
  }
  if (views.some((view) => view.mood === "bad")) throw new Exit(EXIT.failure);
}

/** What a process has to run: the definition in place, or an earlier one that nothing had to restart it for. */
function definitionFor({ path, definition }: ServiceEntry, running = ""): string | undefined {
  if (definition === undefined || running === "" || running === definition) return definition;
  return mayStillRun(path, running) ? running : definition;
}

function entriesOf(scanDir: string, names: readonly string[]): readonly ServiceEntry[] {
  const entries = entriesIn(scanDir, "status");
  const known = entries.map((entry) => entry.name);
  refuseUnknown(names, { command: "status", known, where: `in ${scanDir}` });
  return names.length === 0 ? entries : entries.filter((entry) => names.includes(entry.name));
}

function print(
  views: readonly ServiceView[],
  {
    scanDir,
    monitored,
    now,
  }: { readonly scanDir: string; readonly monitored: boolean; readonly now: number },
): void {
  const colours = paint(wantsColour(process.stdout));
  if (views.length === 0) console.log(`No services in ${scanDir}.`);
  if (views.length > 0) {
    const [head = "", ...lines] = table([
      ["SERVICE", "STATE", "PID", "FOR", "STARTS", "LOGGED", ""],
      ...views.map((view) => row(view, now)),
    ]);
    console.log(colours.dim(head));
    lines.forEach((line, i) => {
      console.log(tint(colours, views[i]?.mood ?? "idle")(line));
    });
  }
  if (
    !monitored &&
    views.every((view) => view.state === "not supervised" || view.state === "no supervisor")
  ) {
    console.log(`No supervisor serves ${scanDir}; start one with: svscan ${scanDir}`);
  }
}

async function printLogs(entries: readonly ServiceEntry[], count: number): Promise<void> {
  if (count === 0) return;
  const { recentLines } = await import("../logs/recent.ts");
  const colours = paint(wantsColour(process.stdout));
  for (const entry of entries) {
    const { directory, lines } = recentLines(entry, count);
    console.log(`\n${colours.bold(entry.name)}: ${directory ?? "no log directory"}`);
    for (const line of lines) console.log(`  ${line}`);
  }
}

function row(view: ServiceView, now: number): string[] {
  return [
    view.name,
    view.state,
    view.pid === 0 ? "-" : String(view.pid),
    view.sinceMs === undefined ? "-" : humanDuration(view.sinceMs),
    view.starts === undefined ? "-" : String(view.starts),
    view.log === undefined ? "-" : logged(view.log, now),
    view.notes.join("; "),
  ];
}

function logged({ bytes, bytesPerSecond, lastRotationMs }: LogView, now: number): string {
  const rate = bytesPerSecond < 1 ? "" : `, ${humanBytes(bytesPerSecond)}/s`;
  const ago = lastRotationMs === null ? "" : humanDuration(Math.max(0, now - lastRotationMs));
  return `${humanBytes(bytes)}${rate}${ago === "" ? "" : `, rotated ${ago} ago`}`;
}

function tint(colours: Paint, mood: Mood): (text: string) => string {
  const by = { good: colours.green, busy: colours.yellow, bad: colours.red, idle: colours.dim };
  return by[mood];
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("Expected a number.");
  return Number(text);
}
