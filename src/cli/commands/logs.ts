import { type Command, InvalidArgumentError } from "commander";
import { type LogsOptions, showLogs } from "../logs/show.ts";
import { parseWhen } from "../logs/when.ts";

/** `svforge logs [NAME…]`: what services said, merged by time. */
export function define(command: Command): void {
  command
    .description(
      "Show what services have logged, in the order of time, from current, rotated and compressed files of svforge, multilog, svlogd and s6-log. Without --since, --until or -n: the last 100 lines.",
    )
    .argument("[name...]", "services (default: all that have a log directory)")
    .option("-f, --follow", "go on with new lines as they come")
    .option("--since <time>", "from this time: 10m (ago), 06:40, '2026-11-21 06:40', @TAI64N", when)
    .option("--until <time>", "before this time", when)
    .option("-n, --lines <number>", "only the last lines, or `all`", lines)
    .option("--grep <regexp>", "only lines that match", regexp)
    .option("--local", "times of this time zone instead of UTC")
    .option("--json", "print JSON, one object a line (schema/logs.schema.json)")
    .option("--scan-dir <dir>", "scan directory (default: this project's, SVDIR, /var/service)")
    .action((names: string[], options: LogsOptions) => showLogs(names, options));
}

function when(text: string): number {
  const time = parseWhen(text, Date.now());
  if (time === undefined) throw new InvalidArgumentError("Expected a time: 10m, 06:40, '2026-11-21 06:40'.");
  return time;
}

function lines(text: string): number {
  if (text === "all") return Number.POSITIVE_INFINITY;
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Expected a number or `all`.");
  return Number(text);
}

function regexp(text: string): RegExp {
  try {
    return new RegExp(text, "u");
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}
