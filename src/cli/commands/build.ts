import { resolve } from "node:path";
import type { Command } from "commander";
import { ForeignFolderError, writeDirectories } from "../../os/write-tree.ts";
import { EXIT } from "../../protocol/exit-codes.ts";
import { Exit } from "../exit.ts";
import { loadProjectOrExit } from "../load-project.ts";
import { compileOrExit } from "../project-image.ts";
import { addProjectOptions, type ProjectOptions } from "../project-options.ts";

/** Output must not depend on who builds, so this is the same for every user. */
const STATE_DIR = "/var/lib/svforge";

interface Options extends ProjectOptions {
  readonly output: string;
  readonly stateDir?: string;
}

/** `svforge build -o DIR`: plain service directories, for images and for hosts without svforge. */
export function define(command: Command): void {
  addProjectOptions(command)
    .description("Write every service directory as plain files, ready for the supervisor of the target.")
    .requiredOption("-o, --output <dir>", "folder to write: new, empty, or of an earlier build")
    .option(
      "--state-dir <dir>",
      `where relative log directories settle (default: the project's, or ${STATE_DIR})`,
    )
    .action(build);
}

function build(options: Options): void {
  const loaded = loadProjectOrExit(options);
  const stateDir = resolve(options.stateDir ?? loaded.project.stateDir ?? STATE_DIR);
  const { services, target } = compileOrExit(loaded, stateDir);
  try {
    writeDirectories(resolve(options.output), services);
  } catch (error) {
    if (error instanceof ForeignFolderError) throw new Exit(EXIT.failure, `svforge: ${error.message}`);
    throw error;
  }
  const count = services.length === 1 ? "1 service directory" : `${services.length} service directories`;
  console.log(`${options.output}: ${count} for ${target}`);
}
