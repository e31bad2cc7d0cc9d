import type { Command } from "commander";
import { Exit } from "../exit.ts";
import { systemIo } from "../tools/tool.ts";

export function define(command: Command): void {
  command
    .usage("[--console] [--log=DIR] [DIR]")
    .argument("[words...]")
    .allowUnknownOption()
    .passThroughOptions()
    .helpOption("--help", "show this help")
    .action(async (words: string[]) => {
      const { svscan } = await import("../tools/svscan.ts");
      const code = svscan(words, systemIo());
      if (code !== undefined && code !== 0) throw new Exit(code);
    });
}
