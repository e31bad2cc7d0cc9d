/** The exec chain: the one command line that ends in the service's own argv, one tool a line. */
import { environmentWords } from "./environment.ts";
import { schedulingWords } from "./priority.ts";
import { shQuote } from "./sh-quote.ts";
import type { Unit } from "./unit.ts";

/** How a target says limits and identity. Words are shell text already. */
export interface Tools {
  /** Outermost, before anything changes: readiness watchers, new sessions. */
  readonly first: (unit: Unit) => readonly (readonly string[])[];
  /** Limits as words of the chain … */
  readonly limitWords: (unit: Unit) => readonly string[];
  /** … or as lines before it. */
  readonly limitLines: (unit: Unit) => readonly string[];
  readonly identity: (unit: Unit) => readonly (readonly string[])[];
}

/** Tool by tool, each with its options: scheduling, limits, root and identity, environment, wrapper. */
export function chainWords(unit: Unit, tools: Tools): readonly (readonly string[])[] {
  const { service } = unit;
  return [
    ...schedulingWords(service),
    tools.limitWords(unit),
    ...tools.identity(unit),
    environmentWords(service),
    service.wrapper.map(shQuote),
  ].filter((words) => words.length > 0);
}

export interface CommandLine {
  /** `exec `, or nothing when the shell goes on afterwards. */
  readonly prefix: string;
  readonly tools: readonly (readonly string[])[];
  /** Shell text of the command's own words. */
  readonly command: readonly string[];
}

/** One command line, one tool a line. */
export function commandLine({ prefix, tools, command }: CommandLine): string {
  const guard = guardFor(tools.at(-1)?.[0], command[0] ?? "");
  const lines = [...tools, [...guard, ...command]].map((words) => words.join(" "));
  return `${prefix}${lines.join(" \\\n  ")}`;
}

/**
 * Keeps the word before the command from misreading its name: `env` takes a name with `=` for a variable, others take
 * one with a dash for an option (`exec` does in bash, and knows no `--` in dash). A wrapper gets what was declared.
 */
function guardFor(tool: string | undefined, name: string): readonly string[] {
  if (tool === "env") return name.includes("=") ? ["sh", "-c", `'exec "$@"'`, "sh"] : [];
  if (!isDashed(name)) return [];
  if (tool === undefined) return ["env", "--"];
  return TAKES_OPTIONS.has(tool) ? ["--"] : [];
}

/** Tools of a chain whose options may still go on right before the command. */
const TAKES_OPTIONS: ReadonlySet<string> = new Set(["chpst", "ionice", "prlimit", "setpriv"]);

/** Quoted or not: would the word be taken for an option? */
function isDashed(word: string): boolean {
  return /^'?-/.test(word);
}

/** The words of an argv, quoted. */
export function argvWords(argv: readonly string[]): readonly string[] {
  return argv.map(shQuote);
}
