/** A command line whose command is known: loads only its module, maps how it ends to an exit code. */
import { Command, CommanderError } from "commander";
import { EXIT } from "../protocol/exit-codes.ts";
import { commands } from "./commands/index.ts";
import { isExit } from "./exit.ts";
import { DESCRIPTION, VERSION } from "./version.ts";

/** By the name of the command. The module's `define` adds arguments, options and the action. */
export type Loaders = Readonly<Record<string, () => Promise<{ define: (command: Command) => void }>>>;

/** Runs one command line (without `node svforge`) for which `loaders` has the command; gives its exit code. */
export function commandLine(loaders: Loaders): (argv: readonly string[]) => Promise<number> {
  return async (argv) => {
    try {
      const program = await programFor(argv[0] === "help" ? argv[1] : argv[0], loaders);
      await program.parseAsync(argv, { from: "user" });
      return typeof process.exitCode === "number" ? process.exitCode : EXIT.ok;
    } catch (error) {
      return exitCodeOf(error);
    }
  };
}

/** Knows every command by name, for help and suggestions, and the one called `name` in full. */
async function programFor(name: string | undefined, loaders: Loaders): Promise<Command> {
  const program = new Command("svforge")
    .description(DESCRIPTION)
    .version(VERSION)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .enablePositionalOptions();
  for (const entry of commands) {
    const command = program.command(entry.name).summary(entry.summary).description(entry.summary);
    if (entry.name === name) (await loaders[name]?.())?.define(command);
  }
  return program;
}

function exitCodeOf(error: unknown): number {
  if (isExit(error)) {
    if (error.message !== "") console.error(error.message);
    return error.code;
  }
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof Error && "syscall" in error) {
    console.error(`svforge: fatal: ${error.message}`);
    return EXIT.failure;
  }
  throw error;
}
