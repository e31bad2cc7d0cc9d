import type { Command } from "commander";
import { defineTool } from "../tools/as-command.ts";
import { svok } from "../tools/svok.ts";

export function define(command: Command): void {
  defineTool(command, svok, "DIR");
}
