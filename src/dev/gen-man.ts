/** Manual pages of `svforge` and its commands, from the command table: one page a command, and one that lists them. */
import { Command } from "commander";
import { commands } from "../cli/commands/index.ts";
import type { Loaders } from "../cli/main.ts";
import { loaders as host } from "../cli/parts/host.ts";
import { loaders as project } from "../cli/parts/project.ts";
import { loaders as runtime } from "../cli/parts/runtime.ts";
import { VERSION } from "../cli/version.ts";

const LOADERS: Loaders = { ...host, ...project, ...runtime };

/** File name below `man/` to its text. */
export async function manualPages(): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  for (const entry of commands) {
    const command = new Command(entry.name).summary(entry.summary);
    (await LOADERS[entry.name]?.())?.define(command);
    pages.set(`svforge-${entry.name}.1`, commandPage(command, entry.summary));
  }
  pages.set("svforge.1", overview());
  return pages;
}

function commandPage(command: Command, summary: string): string {
  const name = `svforge-${command.name()}`;
  const usage = `svforge ${command.name()} ${command.usage()}`;
  const rows = command.options
    .filter((option) => !option.hidden)
    .map((option) => `.TP\n.B ${roff(option.flags)}\n${roff(option.description)}`);
  const operands = command.registeredArguments
    .filter((argument) => argument.description !== "")
    .map((argument) => `.TP\n.I ${roff(argument.name())}\n${roff(argument.description)}`);
  return page(name, 1, [
    `.SH NAME\n${roff(name)} \\- ${roff(summary)}`,
    `.SH SYNOPSIS\n.B ${roff(usage)}`,
    `.SH DESCRIPTION\n${roff(command.description() || summary)}`,
    ...(operands.length > 0 ? [`.SH OPERANDS\n${operands.join("\n")}`] : []),
    ...(rows.length > 0 ? [`.SH OPTIONS\n${rows.join("\n")}`] : []),
    EXIT_STATUS,
    ".SH SEE ALSO\n.BR svforge (1)",
  ]);
}

function overview(): string {
  const rows = commands.map((c) => `.TP\n.BR svforge-${roff(c.name)} (1)\n${roff(c.summary)}`);
  return page("svforge", 1, [
    ".SH NAME\nsvforge \\- process supervision described as data",
    ".SH SYNOPSIS\n.B svforge\n.I command\n[options]",
    ".SH DESCRIPTION\nCompiles TOML service declarations into standard service directories, shows what would change,\nactivates the change, and supervises the result.",
    `.SH COMMANDS\n${rows.join("\n")}`,
    EXIT_STATUS,
    ".SH SEE ALSO\n.BR svscan (8),\n.BR supervise (8),\n.BR svc (8),\n.BR svok (8),\n.BR svstat (8)",
  ]);
}

const EXIT_STATUS = `.SH EXIT STATUS
.TP
.B 0
success
.TP
.B 1
unexpected error
.TP
.B 2
changes are present (with \\-\\-detailed\\-exitcode)
.TP
.B 3
invalid input; the findings are printed
.TP
.B 4
the saved plan is stale
.TP
.B 5
another activation holds the lock
.TP
.B 6
activation failed and was rolled back
.TP
.B 7
activation failed and the rollback is incomplete
.TP
.B 8
a service directory was changed on the host
.TP
.B 9
the source is not trusted
.TP
.B 64
wrong usage`;

function page(name: string, section: number, parts: readonly string[]): string {
  return `.TH ${name.toUpperCase().replaceAll("-", "\\-")} ${section} "" "svforge ${VERSION}"\n${parts.join("\n")}\n`;
}

/** Text as roff: backslashes, hyphens and a leading dot or quote stay themselves. */
function roff(text: string): string {
  return text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replace(/^(['.])/gm, "\\&$1");
}
