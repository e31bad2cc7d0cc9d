/** What `start`, `stop`, `restart` and `reload` share: their operands, their waiting, their answer. */
import { join } from "node:path";
import type { Command } from "commander";
import { EXIT } from "../protocol/exit-codes.ts";
import { control, type Verb } from "./control.ts";
import { Exit } from "./exit.ts";
import { entriesIn, refuseUnknown } from "./named-services.ts";
import { scanDirHere } from "./project-dirs.ts";

interface Options {
  readonly scanDir?: string;
  readonly timeout: string;
  readonly wait: boolean;
}

/** Defines the command that sends `verb`. */
export function defineControl(command: Command, verb: Verb, description: string): void {
  command
    .description(description)
    .argument("<name...>", "services")
    .option("--scan-dir <dir>", "scan directory (default: this project's, SVDIR, /var/service)")
    .option("--timeout <seconds>", "how long to wait for each", "30")
    .option("--no-wait", "do not wait for the result")
    .action((names: string[], options: Options) => send(verb, names, options));
}

async function send(verb: Verb, names: readonly string[], options: Options): Promise<void> {
  const seconds = Number(options.timeout);
  if (!(seconds >= 0)) throw new Exit(EXIT.usage, `svforge ${verb}: --timeout takes a number of seconds`);
  const scanDir = await scanDirHere(options.scanDir);
  const known = entriesIn(scanDir, verb).map((entry) => entry.name);
  refuseUnknown(names, { command: verb, known, where: `in ${scanDir}` });
  const timeoutMs = options.wait ? seconds * 1000 : 0;
  const outcomes = await Promise.all(
    names.map((name) => control({ verb, name, path: join(scanDir, name), timeoutMs })),
  );
  for (const { kind, text } of outcomes) (kind === "done" ? console.log : console.error)(text);
  if (outcomes.some((outcome) => outcome.kind !== "done")) throw new Exit(EXIT.failure);
}
