/** `svforge upgrade [DIR]`: has a monitor become the program that is now installed, services untouched. */
import type { Command } from "commander";
import { writeFifo } from "../../os/fifo-client.ts";
import { EXIT } from "../../protocol/exit-codes.ts";
import { MONITOR_CONTROL } from "../../protocol/monitor-control.ts";
import { DEFAULT_SCAN_DIR, SCAN_FILES, SCAN_FOLDER } from "../../protocol/names.ts";
import { Exit } from "../exit.ts";

export function define(command: Command): void {
  command
    .argument("[dir]", "scan directory (default: SVDIR, else /var/service)")
    .action((dir: string | undefined) => {
      const directory = dir ?? (process.env.SVDIR || DEFAULT_SCAN_DIR);
      const control = `${directory}/${SCAN_FOLDER}/${SCAN_FILES.control}`;
      if (!writeFifo(control, MONITOR_CONTROL.upgrade))
        throw new Exit(EXIT.failure, `svforge: no svscan runs on ${directory} (nobody reads ${control})`);
    });
}
