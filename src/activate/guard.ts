/**
 * The guard of an unconfirmed generation: a supervised service of its own, so that it outlives the command, a kill
 * and a reboot with a scan directory on disk. It waits for the deadline and then rolls back.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { shQuote } from "../compile/sh-quote.ts";
import { ownershipOf } from "../os/live-tree.ts";
import { OWNER, RUN } from "../protocol/names.ts";
import { type Context, livePath } from "./context.ts";
import { markText } from "./installation.ts";
import { askForRescan } from "./monitor.ts";
import { GUARD, LIVE_PREFIX } from "./paths.ts";
import { readPending, timeLeft } from "./pending.ts";
import { discard, retire } from "./procedure.ts";
import { tell } from "./signals.ts";

/** Puts the guard where the monitor finds it, also after a power cut. `command` is the program that calls `stand`. */
export function postGuard(context: Context, command: readonly string[]): void {
  const fresh = livePath(context, LIVE_PREFIX.fresh + GUARD);
  const { ops, installation } = context;
  ops.removeTree(fresh);
  ops.makeDirectory(fresh, 0o755);
  ops.writeFile(`${fresh}/${OWNER}`, markText(installation, GUARD), 0o644, true);
  ops.writeFile(`${fresh}/${RUN}`, `#!/bin/sh\nexec ${command.map(shQuote).join(" ")}\n`, 0o755, true);
  ops.syncDirectory(fresh);
  ops.rename(fresh, livePath(context, GUARD));
  ops.syncDirectory(context.scanDir);
  askForRescan(ops, context.scanDir, context.monitor);
}

/** Takes the guard away, from outside. */
export async function dismissGuard(context: Context): Promise<void> {
  if (ownershipOf(livePath(context, GUARD)) === undefined) return;
  discard(context, await retire(context, GUARD, undefined));
}

/** The guard's own work: waits until the deadline has passed or nothing waits any more. */
export async function stand(context: Context): Promise<"expired" | "settled"> {
  for (;;) {
    const pending = readPending(context.state);
    if (pending === undefined) return "settled";
    const left = timeLeft(pending);
    if (left <= 0) return "expired";
    await sleep(Math.min(left, LOOK_MS));
  }
}

/** A confirmation takes the guard away itself; this only bounds how long a lost one stays. */
const LOOK_MS = 1000;

/** The guard's last act: out of the scan directory, and `dx` to its own supervisor, which ends this process too. */
export function standDown(context: Context): void {
  const path = livePath(context, GUARD);
  if (ownershipOf(path) === undefined) return;
  const retired = livePath(context, LIVE_PREFIX.retired + GUARD);
  context.ops.removeTree(retired);
  context.ops.rename(path, retired);
  askForRescan(context.ops, context.scanDir, context.monitor);
  tell(context, retired, "dx");
}
