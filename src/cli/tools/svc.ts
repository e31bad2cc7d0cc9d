/** svc: control bytes to supervisors. Texts and exit codes are daemontools 0.76's. */
import { codeOf, reasonOf } from "../../os/os-error.ts";
import { mustBeEnterable, writeControl } from "../../os/supervise-client.ts";
import { COMMANDS } from "../../protocol/control.ts";
import { DAEMONTOOLS_EXIT } from "../../protocol/exit-codes.ts";
import { SUPERVISE, SUPERVISE_FILES } from "../../protocol/names.ts";
import { locate, type Tool, type ToolIo } from "./tool.ts";

const OPTIONS =
  "svc options: u up, d down, o once, x exit, p pause, c continue, h hup, a alarm, i interrupt, t term, k kill";
const LETTERS: ReadonlySet<string> = new Set(COMMANDS.map((command) => command.letter));

/** Writes the letters, in the given order without duplicates, with one write to each directory's control FIFO. */
export const svc: Tool = (args, io) => {
  const letters = new Set<string>();
  let first = 0;
  for (; first < args.length; first++) {
    const arg = args[first] ?? "";
    if (arg === "--") {
      first++;
      break;
    }
    if (!arg.startsWith("-") || arg === "-") break;
    for (const letter of arg.slice(1)) {
      if (!LETTERS.has(letter)) {
        io.err(`svc: illegal option -- ${letter}`);
        io.err(OPTIONS);
        return DAEMONTOOLS_EXIT.usage;
      }
      letters.add(letter);
    }
  }
  for (const name of args.slice(first)) control(name, [...letters].join(""), io);
  return DAEMONTOOLS_EXIT.ok;
};

function control(name: string, letters: string, io: ToolIo): void {
  const directory = locate(name, io.scanDir);
  try {
    mustBeEnterable(directory);
  } catch (error) {
    io.err(`svc: warning: unable to chdir to ${name}: ${reasonOf(error)}`);
    return;
  }
  try {
    writeControl(`${directory}/${SUPERVISE}/${SUPERVISE_FILES.control}`, letters);
  } catch (error) {
    const reason = codeOf(error) === "ENXIO" ? "supervise not running" : reasonOf(error);
    io.err(`svc: warning: unable to control ${name}: ${reason}`);
  }
}
