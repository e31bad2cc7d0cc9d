import type { Command } from "commander";
import { defineTool } from "../tools/as-command.ts";
import { svstat } from "../tools/svstat.ts";

export function define(command: Command): void {
  defineTool(command, svstat, "DIR...");
}
