/** svscan: arguments of daemontools' svscan, and `--console`. */
import { isatty } from "node:tty";
import { DAEMONTOOLS_EXIT } from "../../protocol/exit-codes.ts";
import { runSvscan } from "../../runtime/main.ts";
import { wantsColour } from "../terminal.ts";
import { VERSION } from "../version.ts";
import type { ToolIo } from "./tool.ts";

const USAGE = "svscan: usage: svscan [--console] [dir]";

/** A code to end with at once; undefined: the monitor runs and ends the process itself. */
export function svscan(args: readonly string[], io: Pick<ToolIo, "out" | "err">): number | undefined {
  const flags = args.filter((arg) => arg.startsWith("-"));
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
  });
  return undefined;
}

const DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";
