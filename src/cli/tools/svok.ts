/** svok: whether a supervisor runs in a directory. Texts and exit codes are daemontools 0.76's. */
import { codeOf, reasonOf } from "../../os/os-error.ts";
import { mustBeEnterable, writeControl } from "../../os/supervise-client.ts";
import { DAEMONTOOLS_EXIT } from "../../protocol/exit-codes.ts";
import { SUPERVISE, SUPERVISE_FILES } from "../../protocol/names.ts";
import { locate, type Tool } from "./tool.ts";

/** 0 running; 100 not running, without a word; 111 cannot tell. Looks at the first argument only. */
export const svok: Tool = (args, io) => {
  const name = args[0];
  if (name === undefined) {
    io.err("svok: usage: svok dir");
    return DAEMONTOOLS_EXIT.usage;
  }
  const directory = locate(name, io.scanDir);
  try {
    mustBeEnterable(directory);
  } catch (error) {
    io.err(`svok: fatal: unable to chdir to ${name}: ${reasonOf(error)}`);
    return DAEMONTOOLS_EXIT.temporary;
  }
  const ok = `${SUPERVISE}/${SUPERVISE_FILES.ok}`;
  try {
    writeControl(`${directory}/${ok}`, "");
    return DAEMONTOOLS_EXIT.ok;
  } catch (error) {
    if (["ENOENT", "ENXIO"].includes(codeOf(error))) return DAEMONTOOLS_EXIT.notRunning;
    io.err(`svok: fatal: unable to open ${name}/${ok}: ${reasonOf(error)}`);
    return DAEMONTOOLS_EXIT.temporary;
  }
};
