/** When a log file is full or old, which rotated files go, and what the next one is called. */
import { parseRotatedName } from "../protocol/log-names.ts";
import type { LogJson } from "../protocol/service-json.ts";
import { tai64nLabel } from "../protocol/tai.ts";
import type { Instant } from "./log-label.ts";

export type SizePolicy = Pick<LogJson, "max-size" | "keep" | "max-total">;

/** Size at which `current` is full. A cap on the total smaller than two files makes them smaller. */
export function currentLimit(policy: SizePolicy): number {
  const size = policy["max-size"] === 0 ? Number.MAX_SAFE_INTEGER : policy["max-size"];
  const total = policy["max-total"];
  return total === undefined ? size : Math.max(MIN_SIZE, Math.min(size, Math.floor(total / 2)));
}

const MIN_SIZE = 4096;

export interface LogFile {
  readonly name: string;
  readonly sizeBytes: number;
}

/**
 * Rotated files to remove, oldest first: all but the newest `keep` logs, and so many that the rest and a full `current`
 * stay within `max-total`. A file being written by a processor (`.t`) counts and stays.
 */
export function filesToRemove(files: readonly LogFile[], policy: SizePolicy): readonly string[] {
  const rotated = files
    .filter((f) => parseRotatedName(f.name) !== undefined && parseRotatedName(f.name)?.kind !== "t")
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const budget =
    policy["max-total"] === undefined ? Number.POSITIVE_INFINITY : policy["max-total"] - currentLimit(policy);
  let total = files.reduce((sum, f) => sum + (parseRotatedName(f.name) === undefined ? 0 : f.sizeBytes), 0);
  let labels = new Set(rotated.map((f) => labelOf(f.name))).size;
  const removed: string[] = [];
  for (const [i, file] of rotated.entries()) {
    if (labels <= policy.keep && total <= budget) break;
    removed.push(file.name);
    total -= file.sizeBytes;
    const next = rotated[i + 1];
    if (next === undefined || labelOf(next.name) !== labelOf(file.name)) labels--;
  }
  return removed;
}

const labelOf = (name: string): string => parseRotatedName(name)?.label ?? "";

/** A label for a file that ends now, later than every one that is there: a clock set back disturbs no order. */
export function nextLabel(names: readonly string[], now: Instant): string {
  const newest = names.map(labelOf).sort().at(-1) ?? "";
  const label = tai64nLabel(now.seconds, now.nanoseconds);
  return label > newest ? label : following(newest);
}

function following(label: string): string {
  const [high, low] = [label.slice(1, 17), label.slice(17)];
  const nanoseconds = Number.parseInt(low, 16) + 1;
  if (nanoseconds < 1e9) return `@${high}${nanoseconds.toString(16).padStart(8, "0")}`;
  return `@${(BigInt(`0x${high}`) + 1n).toString(16).padStart(16, "0")}00000000`;
}
