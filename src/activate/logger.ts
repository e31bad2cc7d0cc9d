/** Restarting a logger without losing a line; the daemon it serves goes on. */
import { isAsleep, unreadInput } from "../os/process-facts.ts";
import { readServiceStatus } from "../os/service-status.ts";
import { LOG } from "../protocol/names.ts";
import { type Context, livePath } from "./context.ts";
import { isSupervised, tell } from "./signals.ts";
import { awaitLogger, pidOf } from "./verify.ts";
import { eventually } from "./wait.ts";

/** TERM to the logger and wait for the next. What is written meanwhile waits in the pipe. */
export async function restartLogger(context: Context, dirName: string): Promise<void> {
  const path = livePath(context, dirName);
  const log = `${path}/${LOG}`;
  if (!isSupervised(log)) return;
  const old = pidOf(context, `${dirName}/${LOG}`);
  const resume = context.monitor === "runit" ? await quieten(context, path, old) : () => undefined;
  try {
    tell(context, log, "t");
    await awaitLogger(context, dirName, old);
  } finally {
    resume();
  }
}

/**
 * svlogd drops the last line of its buffer when TERM finds it at work (semantics 6.11), never when it waits for input.
 * So the daemon is stopped for the moment it takes the logger to catch up. Gives what lets it go on.
 */
async function quieten(context: Context, path: string, logger: number): Promise<() => void> {
  const status = readServiceStatus(path).status;
  if (status?.state !== "run" || status.paused) return () => undefined;
  tell(context, path, "p");
  await eventually(() => unreadInput(logger) === 0 && isAsleep(logger), CATCH_UP_MS);
  return () => void tell(context, path, "c");
}

/** A disk that takes longer than this for a pipe's worth of lines is not worth stopping a daemon for. */
const CATCH_UP_MS = 1000;

/** Lets a daemon go on that a killed activation had stopped for its logger. */
export function resumeAfterLogger(context: Context, dirName: string): void {
  const path = livePath(context, dirName);
  if (context.monitor === "runit" && readServiceStatus(path).status?.paused === true)
    tell(context, path, "c");
}
