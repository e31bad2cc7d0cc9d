/** A generation that waits for somebody to confirm it, and the moment after which it is rolled back. */
import { uptime } from "node:os";
import { readRegular } from "../os/live-tree.ts";
import type { Operations } from "../os/operations.ts";
import { bootId } from "../os/proc-stat.ts";
import type { StatePaths } from "./paths.ts";

export interface Pending {
  readonly generation: number;
  /** Milliseconds since boot, suspended time included; wall clocks are stepped. */
  readonly deadlineMs: number;
  /** A reboot is the strongest sign that something was wrong: another boot counts as too late. */
  readonly boot: string;
}

/** Notes a deadline `withinMs` from now, durably. */
export function writePending(ops: Operations, state: StatePaths, generation: number, withinMs: number): void {
  const pending: Pending = { generation, deadlineMs: uptime() * 1000 + withinMs, boot: bootId() };
  ops.remove(`${state.pending}.new`);
  ops.writeFile(`${state.pending}.new`, `${JSON.stringify(pending)}\n`, 0o644, true);
  ops.rename(`${state.pending}.new`, state.pending);
  ops.syncDirectory(state.root);
}

/** The generation that waits. Undefined: none does. */
export function readPending(state: StatePaths): Pending | undefined {
  const file = readRegular(state.pending, 4096);
  if (file === undefined) return undefined;
  try {
    const value = JSON.parse(Buffer.from(file.content).toString()) as Partial<Pending> | null;
    const numbers = [value?.generation, value?.deadlineMs];
    if (numbers.some((n) => typeof n !== "number") || typeof value?.boot !== "string") return undefined;
    return value as Pending;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Milliseconds left to confirm; 0 or less: too late. */
export function timeLeft(pending: Pending): number {
  return pending.boot === bootId() ? pending.deadlineMs - uptime() * 1000 : 0;
}
