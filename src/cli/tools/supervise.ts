/** supervise: daemontools' arguments. */
import { DAEMONTOOLS_EXIT } from "../../protocol/exit-codes.ts";
import { runSupervise } from "../../runtime/supervise-one.ts";
import type { ToolIo } from "./tool.ts";

/** A code to end with at once; undefined: it supervises and ends the process itself. */
export function supervise(args: readonly string[], io: Pick<ToolIo, "err">): number | undefined {
  const [directory] = args;
  if (directory === undefined) {
    io.err("supervise: usage: supervise dir");
    return DAEMONTOOLS_EXIT.usage;
  }
  runSupervise(directory, process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin");
  return undefined;
}
