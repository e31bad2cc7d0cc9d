/** Speaking to the supervisor of one directory: control bytes, and asking whether it is still there. */

import { probeFifo } from "../os/fifo-client.ts";
import { kill } from "../os/libc.ts";
import { unreadInput } from "../os/process-facts.ts";
import { runCommand } from "../os/run-command.ts";
import { readServiceStatus } from "../os/service-status.ts";
import type { ServiceRecord } from "../plan/manifest.ts";
import { COMMANDS } from "../protocol/control.ts";
import { LOG, SUPERVISE, SUPERVISE_FILES } from "../protocol/names.ts";
import { SIGNALS } from "../protocol/signals.ts";
import { type Context, Failed } from "./context.ts";
import { eventually } from "./wait.ts";

/** Writes control bytes, in one write. False: nobody supervises the directory. */
export function tell(context: Context, path: string, bytes: string): boolean {
  return context.ops.control(controlPath(path), bytes);
}

/** A supervisor holds the directory: it has its control FIFO open for reading. All four suites do. */
export function isSupervised(path: string): boolean {
  return probeFifo(controlPath(path)) === "read";
}

function controlPath(path: string): string {
  return `${path}/${SUPERVISE}/${SUPERVISE_FILES.control}`;
}

/** Asks a running service to read its configuration again. */
export async function reload(context: Context, path: string, record: ServiceRecord): Promise<void> {
  const how = record.reload;
  if (how?.command !== undefined) {
    const code = await runCommand(how.command, path);
    if (code !== 0) throw new Failed(record.dirName, `its reload command exited ${code}`);
  } else if (how?.signal !== undefined) {
    signalService(context, path, how.signal);
  }
}

/** daemontools 0.76 has no byte for QUIT, USR1 and USR2, nobody has one for WINCH: then the process itself. */
function signalService(context: Context, path: string, name: string): void {
  const command = COMMANDS.find((c) => c.kind === "signal" && c.signal === name);
  const everywhere = command !== undefined && "haitk".includes(command.letter);
  if (command !== undefined && (everywhere || context.monitor !== "daemontools")) {
    tell(context, path, command.letter);
    return;
  }
  const pid = readServiceStatus(path).status?.pid ?? 0;
  const number = SIGNALS[name];
  if (pid > 0 && number !== undefined) kill(pid, number);
}

/**
 * Ends the supervision of a directory that monitors no longer look at: the service first, its logger after it has
 * written what was still in the pipe.
 */
export async function endSupervision(context: Context, path: string, limitMs: number): Promise<void> {
  tell(context, path, "dx");
  const gone = await eventually(() => !isSupervised(path), limitMs);
  if (!gone) throw new Failed(nameIn(path), `still supervised after ${Math.round(limitMs / 1000)} s`);
  const log = `${path}/${LOG}`;
  if (!isSupervised(log)) return;
  if (context.monitor === "daemontools" || context.monitor === "s6") {
    await eventually(() => isDrained(log), LOGGER_MS);
    tell(context, log, "dx");
  }
  const ended = await eventually(() => !isSupervised(log), LOGGER_MS);
  if (!ended) throw new Failed(nameIn(path), "its logger does not end");
}

/** A logger reads to the end of its pipe quickly, unless its disk is full. */
const LOGGER_MS = 30_000;

/** svscan and s6-svscan keep the pipe open, so a logger sees no end of input: it is done when nothing is left to read. */
function isDrained(log: string): boolean {
  const pid = readServiceStatus(log).status?.pid ?? 0;
  return pid === 0 || !isSupervised(log) || (unreadInput(pid) ?? 0) === 0;
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
