import type { Command } from "commander";
import { defineTool } from "../tools/as-command.ts";
import { svc } from "../tools/svc.ts";

export function define(command: Command): void {
  defineTool(command, svc, "-udopchaitkx12q DIR...");
}
