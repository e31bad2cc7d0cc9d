/**
 * Line differences of one file. The work is bounded by the number of differing lines, never by time, so the same
 * two texts give the same hunks on every machine. Created and deleted files need no search: one hunk holds them.
 */
import { structuredPatch } from "diff";

export interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  /** Each begins with ` `, `-`, `+` or `\`. */
  readonly lines: readonly string[];
}

export interface TextDiff {
  readonly hunks: readonly Hunk[];
  readonly added: number;
  readonly removed: number;
  /** `binary`: not UTF-8 text. `rewritten`: too many differing lines to search; one hunk replaces everything. */
  readonly shape: "lines" | "rewritten" | "binary";
}

/** Differing lines after which a search is given up: worst case 0.3 s (research: 10,000 lines take 40 s unbounded). */
const MAX_EDIT_LENGTH = 1000;

/** Differences between two contents; `undefined` is a file that does not exist. `context` lines around each. */
export function diffContent(
  before: Uint8Array | undefined,
  after: Uint8Array | undefined,
  context: number,
): TextDiff {
  const oldText = textOf(before);
  const newText = textOf(after);
  if (oldText === undefined || newText === undefined) {
    return { hunks: [], added: 0, removed: 0, shape: "binary" };
  }
  if (oldText === newText) return { hunks: [], added: 0, removed: 0, shape: "lines" };
  if (oldText === "" || newText === "") return whole(oldText, newText, "lines");
  const options = { context, maxEditLength: MAX_EDIT_LENGTH };
  const patch = structuredPatch("", "", oldText, newText, undefined, undefined, options);
  return patch === undefined
    ? whole(oldText, newText, "rewritten")
    : counted(patch.hunks.map(asWritten), "lines");
}

/** jsdiff counts from the line that follows an empty side; the format counts from the one before it. */
function asWritten(hunk: Hunk): Hunk {
  return {
    ...hunk,
    oldStart: hunk.oldStart - Number(hunk.oldLines === 0),
    newStart: hunk.newStart - Number(hunk.newLines === 0),
  };
}

/** Text of a content: empty for a missing file, undefined when the bytes are not text. */
function textOf(content: Uint8Array | undefined): string | undefined {
  if (content === undefined) return "";
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

/** One hunk that removes all of one text and adds all of the other. */
function whole(oldText: string, newText: string, shape: TextDiff["shape"]): TextDiff {
  const removed = linesOf(oldText, "-");
  const added = linesOf(newText, "+");
  const oldLines = removed.filter((l) => l.startsWith("-")).length;
  const newLines = added.filter((l) => l.startsWith("+")).length;
  const hunk = {
    oldStart: oldLines === 0 ? 0 : 1,
    oldLines,
    newStart: newLines === 0 ? 0 : 1,
    newLines,
    lines: [...removed, ...added],
  };
  return counted([hunk], shape);
}

function linesOf(text: string, sign: "-" | "+"): string[] {
  if (text === "") return [];
  const complete = text.endsWith("\n");
  const lines = (complete ? text.slice(0, -1) : text).split("\n").map((line) => sign + line);
  return complete ? lines : [...lines, NO_NEWLINE];
}

const NO_NEWLINE = "\\ No newline at end of file";

function counted(hunks: readonly Hunk[], shape: TextDiff["shape"]): TextDiff {
  const count = (sign: string): number =>
    hunks.reduce((sum, h) => sum + h.lines.filter((l) => l.startsWith(sign)).length, 0);
  return { hunks, added: count("+"), removed: count("-"), shape };
}
