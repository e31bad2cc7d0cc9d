/** `svforge upgrade [DIR]`: has a monitor become the program that is now installed, services untouched. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "commander";
import { writeFifo } from "../../os/fifo-client.ts";
import { readTextIfPresent } from "../../os/files.ts";
import { inodeOf } from "../../os/ownership.ts";
import { EXIT } from "../../protocol/exit-codes.ts";
import { MONITOR_CONTROL } from "../../protocol/monitor-control.ts";
import { DEFAULT_SCAN_DIR, SCAN_FILES, SCAN_FOLDER } from "../../protocol/names.ts";
import { Exit } from "../exit.ts";
import { isMonitored } from "../running-project.ts";

export function define(command: Command): void {
  command
    .argument("[dir]", "scan directory (default: SVDIR, else /var/service)")
    .action((dir: string | undefined) => upgrade(dir ?? (process.env.SVDIR || DEFAULT_SCAN_DIR)));
}

/** Returns when the new program serves the directory: whoever asks next finds it at work. */
async function upgrade(directory: string): Promise<void> {
  const folder = `${directory}/${SCAN_FOLDER}`;
  const control = `${folder}/${SCAN_FILES.control}`;
  const before = imageIn(folder);
  if (!writeFifo(control, MONITOR_CONTROL.upgrade))
    throw new Exit(EXIT.failure, `svforge: no svscan runs on ${directory} (nobody reads ${control})`);
  const deadline = performance.now() + PATIENCE_MS;
  while (["", before].includes(imageIn(folder)) || !isMonitored(directory)) {
    if (performance.now() > deadline) {
      const seconds = PATIENCE_MS / 1000;
      throw new Exit(
        EXIT.failure,
        `svforge: svscan on ${directory} is not upgraded after ${seconds} s; its own messages say why`,
      );
    }
    await sleep(POLL_MS);
  }
  const pid = readTextIfPresent(`${folder}/${SCAN_FILES.pid}`)?.trim();
  console.log(`svscan on ${directory} (pid ${pid}) is now the installed version`);
}

/** It first tries whether the new program starts, and leaves every log and record as its successor needs them. */
const PATIENCE_MS = 30_000;
const POLL_MS = 20;

/** The pid itself stays, its file is another: every svscan writes its own. */
function imageIn(folder: string): string {
  return inodeOf(`${folder}/${SCAN_FILES.pid}`);
}
