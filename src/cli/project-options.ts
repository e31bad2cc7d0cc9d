/** The options every command about a project shares. */
import { type Command, Option } from "commander";
import { PROJECT_FILE } from "../declare/project-files.ts";
import { TARGETS, type TargetName } from "../declare/service.ts";

export interface ProjectOptions {
  readonly project?: string;
  /** `true`: given without a name, this machine. */
  readonly host?: string | true;
  readonly set?: readonly string[];
  readonly target?: TargetName;
}

/** Adds `--project --host --set --target` to a command. */
export function addProjectOptions(command: Command): Command {
  return command
    .option("--project <dir>", `project folder (default: the nearest upwards with ${PROJECT_FILE})`)
    .option(
      "--host [name]",
      "apply the layers of a host; for this machine (or without a name) also check accounts and files",
    )
    .option(
      "--set <service.key=value>",
      "change one key; may be repeated",
      (value, list: string[]) => [...list, value],
      [],
    )
    .addOption(new Option("--target <name>", "compile for another supervisor").choices(TARGETS));
}
