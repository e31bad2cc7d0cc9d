/** svscan: arguments of daemontools' svscan, `--console`, `--log=DIR`, and what `svforge up --temporary` passes. */
import { resolve } from "node:path";
import { isatty } from "node:tty";
import { DAEMONTOOLS_EXIT } from "../../protocol/exit-codes.ts";
import { runSvscan, type SvscanOptions } from "../../runtime/main.ts";
import { Exit } from "../exit.ts";
import { policyOfWord } from "../log-policy.ts";
import { wantsColour } from "../terminal.ts";
import { VERSION } from "../version.ts";
import type { ToolIo } from "./tool.ts";

const USAGE = "svscan: usage: svscan [--console] [--log=DIR] [dir]";
const CONSOLE = "--console";
/** The log of whatever has none: a directory, or a service.json with a policy. */
const LOG = "--log=";
/** A directory that is removed after an orderly end. */
const REMOVE_AT_EXIT = "--remove-at-exit=";
const DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

/** A code to end with at once; undefined: the monitor runs and ends the process itself. */
export function svscan(args: readonly string[], io: Pick<ToolIo, "out" | "err">): number | undefined {
  const [directory = ".", ...more] = args.filter((arg) => !arg.startsWith("-"));
  if (args.includes("--version")) {
    io.out(`svforge ${VERSION}`);
    return DAEMONTOOLS_EXIT.ok;
  }
  if (more.length > 0 || args.some((arg) => arg.startsWith("-") && !isKnown(arg))) {
    io.err(USAGE);
    return DAEMONTOOLS_EXIT.usage;
  }
  try {
    runSvscan({ directory, args, ...optionsFrom(args) });
    return undefined;
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    io.err(error.message);
    return error.code;
  }
}

function isKnown(arg: string): boolean {
  return arg === CONSOLE || [LOG, REMOVE_AT_EXIT].some((name) => arg.startsWith(name) && arg !== name);
}

function optionsFrom(args: readonly string[]): Omit<SvscanOptions, "directory" | "args"> {
  const hasConsole = args.includes(CONSOLE);
  const log = textOf(LOG, args);
  return {
    // process.stdout would make the descriptor non-blocking for every service.
    console: hasConsole ? { colour: wantsColour({ isTTY: isatty(1) }) } : undefined,
    // A console shows the lines of this log like any other's.
    log:
      log === undefined
        ? undefined
        : { policy: policyOfWord(resolve(log), "svscan"), echoes: isatty(2) && !hasConsole },
    searchPath: process.env.PATH ?? DEFAULT_PATH,
    removeAtExit: textOf(REMOVE_AT_EXIT, args),
  };
}

function textOf(option: string, args: readonly string[]): string | undefined {
  return args.find((arg) => arg.startsWith(option))?.slice(option.length);
}
