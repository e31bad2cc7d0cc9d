/**
 * `svforge COMMAND …`: finds the command, loads only its module, maps how it ends to an exit code.
 * The only place that exits.
 */
import { Command, CommanderError } from "commander";
import { EXIT } from "../protocol/exit-codes.ts";
import { commands } from "./commands/index.ts";
import { Exit } from "./exit.ts";
import { VERSION } from "./version.ts";

/** Runs one command line (without `node svforge`) and gives its exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  try {
    const program = await programFor(argv[0]);
    await program.parseAsync(argv, { from: "user" });
    return typeof process.exitCode === "number" ? process.exitCode : EXIT.ok;
  } catch (error) {
    return exitCodeOf(error);
  }
}

async function programFor(name: string | undefined): Promise<Command> {
  const program = new Command("svforge")
    .description("Process supervision described as data.")
    .version(VERSION)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .enablePositionalOptions();
  for (const entry of commands) {
    const command = program.command(entry.name).summary(entry.summary).description(entry.summary);
    if (entry.name === name || name === "help") (await entry.load()).define(command);
  }
  return program;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof Exit) {
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
