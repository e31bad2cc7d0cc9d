/** The daemontools names as subcommands: `svforge svc …` takes exactly the words `svc …` takes. */
import type { Command } from "commander";
import { Exit } from "../exit.ts";
import { systemIo, type Tool } from "./tool.ts";

/** Hands every word after the command's name to the tool and ends with the tool's exit code. */
export function defineTool(command: Command, tool: Tool, usage: string): void {
  command
    .usage(usage)
    .argument("[words...]")
    .allowUnknownOption()
    .passThroughOptions()
    .helpOption("--help", "show this help")
    .action((words: string[]) => {
      const code = tool(words, systemIo());
      if (code !== 0) throw new Exit(code);
    });
}
