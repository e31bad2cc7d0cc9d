import type { Command } from "commander";
import { defineControl } from "../control-command.ts";

/** `svforge start NAME…` */
export function define(command: Command): void {
  defineControl(command, "start", "Start services and wait until they are ready.");
}
