/** What `svforge --help` prints, in commander's own words and layout, without loading it. */
import { commands } from "./commands/index.ts";
import { DESCRIPTION } from "./version.ts";

/** Ends with a newline. */
export function overview(): string {
  const rows = commands.map(({ name, summary }) => [name, summary] as const);
  const lists = { Options: OPTIONS, Commands: [...rows, HELP] };
  const width = Math.max(...[...OPTIONS, ...lists.Commands].map(([term]) => term.length)) + 2;
  const texts = Object.entries(lists).map(
    ([title, list]) =>
      `\n${title}:\n${list.map(([term, text]) => `  ${term.padEnd(width)}${text}\n`).join("")}`,
  );
  return `Usage: svforge [options] [command]\n\n${DESCRIPTION}\n${texts.join("")}`;
}

const OPTIONS: readonly (readonly [string, string])[] = [
  ["-V, --version", "output the version number"],
  ["-h, --help", "display help for command"],
];
const HELP = ["help [command]", "display help for command"] as const;
