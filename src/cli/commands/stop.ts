import type { Command } from "commander";
import { defineControl } from "../control-command.ts";

/** `svforge stop NAME…` */
export function define(command: Command): void {
  defineControl(command, "stop", "Stop services and wait until they are down.");
}
