import { type Command, InvalidArgumentError, Option } from "commander";
import { durationFrom, sizeFrom } from "../../declare/units.ts";
import { LOG_DEFAULTS, type LogOptions, runLogger } from "../logger.ts";

/** `svforge log DIR`: the log engine as an ordinary logger, for any `log/run` under any suite. */
export function define(command: Command): void {
  command
    .description(
      "Write standard input to a log directory, line by line, as multilog and svlogd do. TERM ends behind the present line, HUP opens the directory again, ALRM rotates.",
    )
    .argument("[dir]", "log directory, made if missing; or a service.json with a [log] policy")
    .option("--syslog <address>", "send lines to a socket's path, or to HOST[:PORT] over UDP")
    .addOption(new Option("--timestamp <kind>", "before each line").choices(["tai64n", "iso", "none"]))
    .option("--prefix <text>", "before each line, behind the stamp")
    .option("--max-size <size>", "of one file; 0 = no limit", size)
    .option("--keep <number>", "rotated files to keep", count)
    .option("--max-total <size>", "of all files together", size)
    .option("--rotate-every <duration>", "rotate by age", duration)
    .addOption(new Option("--compress <kind>", "rotated files").choices(["gzip", "zstd"]))
    .option("--processor <command>", "run on each rotated file by /bin/sh: standard input to standard output")
    .option(
      "--filter <pattern>",
      "+pattern or -pattern as multilog's, repeatable",
      (p, all: string[]) => [...all, p],
      [],
    )
    .option("--user <user>", "as whom to write, when root")
    .option("--group <group>", "with --user")
    .option("--mode <octal>", "of the files", mode)
    .addOption(new Option("--on-full <what>", "when writing fails").choices(["block", "drop-oldest"]))
    .action((dir: string | undefined, options: LogOptions) => runLogger(dir, options));
  command.addHelpText("after", `\nWithout options: ${LOG_DEFAULTS}.`);
}

function size(text: string): number {
  return readable(sizeFrom(text), "a size: 4096, 10K, 2G");
}

function duration(text: string): number {
  const value = durationFrom(text);
  return readable(value === "infinity" ? undefined : value, "a duration: 30s, 5m, 48h");
}

function count(text: string): number {
  return readable(/^\d{1,9}$/.test(text) ? Number(text) : undefined, "a number");
}

function mode(text: string): string {
  return readable(/^0?[0-7]{3}$/.test(text) ? text : undefined, "a mode: 0640");
}

function readable<T>(value: T | undefined, expected: string): T {
  if (value === undefined) throw new InvalidArgumentError(`Expected ${expected}.`);
  return value;
}
