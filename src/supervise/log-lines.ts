/** Lines one by one, for destinations that take messages and not bytes: syslog, another service's log. */
import { type Filter, isSelected, PATTERN_WINDOW } from "./log-pattern.ts";
import type { LinePosition } from "./log-render.ts";

export interface Line {
  /** Its bytes in the buffer, without the newline. */
  readonly from: number;
  readonly to: number;
  /** Where the next one begins. */
  readonly next: number;
  /** Position behind it: `inside` when it is the front of a line longer than `most`. */
  readonly position: LinePosition;
  readonly isSelected: boolean;
}

export interface LineOptions {
  readonly filter: Filter;
  readonly position: LinePosition;
  readonly final: boolean;
  /** A longer line comes in several parts. */
  readonly mostBytes: number;
  readonly mostLines: number;
}

const NEWLINE = 10;

/** The lines at the front of `bytes`. An unfinished one only when it is longer than `mostBytes`, or `final`. */
export function splitLines(bytes: Uint8Array, options: LineOptions): readonly Line[] {
  const lines: Line[] = [];
  let { position } = options;
  for (let from = 0; from < bytes.length && lines.length < options.mostLines; ) {
    const newline = bytes.indexOf(NEWLINE, from);
    const whole = newline < 0 ? bytes.length : newline;
    const isComplete = newline >= 0 && whole - from <= options.mostBytes;
    if (newline < 0 && !options.final && whole - from < Math.max(options.mostBytes, PATTERN_WINDOW)) break;
    const to = Math.min(whole, from + options.mostBytes);
    if (position === "start")
      position = isSelected(options.filter, bytes.subarray(from, whole)) ? "inside" : "dropping";
    const next = isComplete ? to + 1 : to;
    const wasSelected = position === "inside";
    if (isComplete) position = "start";
    lines.push({ from, to, next, position, isSelected: wasSelected });
    from = next;
  }
  return lines;
}
