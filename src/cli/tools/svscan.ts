/** svscan: arguments of daemontools' svscan, `--console`, and what `svforge up --temporary` passes. */
import { isatty } from "node:tty";
import { DAEMONTOOLS_EXIT } from "../../protocol/exit-codes.ts";
import { runSvscan } from "../../runtime/main.ts";
import { wantsColour } from "../terminal.ts";
import { VERSION } from "../version.ts";
import type { ToolIo } from "./tool.ts";

const USAGE = "svscan: usage: svscan [--console] [dir]";

/** A code to end with at once; undefined: the monitor runs and ends the process itself. */
export function svscan(args: readonly string[], io: Pick<ToolIo, "out" | "err">): number | undefined {
  const removal = args.find((arg) => arg.startsWith(REMOVE_AT_EXIT))?.slice(REMOVE_AT_EXIT.length);
  const flags = args.filter((arg) => arg.startsWith("-") && !arg.startsWith(REMOVE_AT_EXIT));
  const [directory = ".", ...more] = args.filter((arg) => !arg.startsWith("-"));
  if (flags.includes("--version")) {
    io.out(`svforge ${VERSION}`);
    return DAEMONTOOLS_EXIT.ok;
  }
  if (more.length > 0 || flags.some((flag) => flag !== "--console")) {
    io.err(USAGE);
    return DAEMONTOOLS_EXIT.usage;
  }
  runSvscan({
    directory,
    // process.stdout would make the descriptor non-blocking for every service.
    console: flags.includes("--console") ? { colour: wantsColour({ isTTY: isatty(1) }) } : undefined,
    searchPath: process.env.PATH ?? DEFAULT_PATH,
    args,
    removeAtExit: removal,
  });
  return undefined;
}

/** A directory that is removed after an orderly end. */
const REMOVE_AT_EXIT = "--remove-at-exit=";

const DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";
