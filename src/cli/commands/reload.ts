import type { Command } from "commander";
import { defineControl } from "../control-command.ts";

/** `svforge reload NAME…` */
export function define(command: Command): void {
  defineControl(
    command,
    "reload",
    "Tell services to read their configuration again, as they declare it (default: HUP).",
  );
}
