/** Every subcommand of `svforge`, in the order of its help. A command's module loads only when it runs. */
import type { Command } from "commander";

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** The module's `define` adds arguments, options and the action to `command`. */
  readonly load: () => Promise<{ define: (command: Command) => void }>;
}

export const commands: readonly CommandEntry[] = [];
