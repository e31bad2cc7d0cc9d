import type { Command } from "commander";
import { defineControl } from "../control-command.ts";

/** `svforge restart NAME…` */
export function define(command: Command): void {
  defineControl(command, "restart", "Restart services and wait until the new process is ready.");
}
