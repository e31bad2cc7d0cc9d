/** The files of a log by their labels, which stay when a file is rotated, processed or compressed under somebody's eyes. */
import { join } from "node:path";
import { type LogBytes, listLogFiles, openLogBytes } from "../../os/log-reader.ts";
import { codeOf, reasonOf } from "../../os/os-error.ts";
import { CURRENT } from "../../protocol/log-names.ts";

/** How far a log went at one moment: so many bytes of the file that came after the rotated one with this label. */
export interface Extent {
  /** "" where nothing was rotated yet. */
  readonly after: string;
  readonly size: number;
}

/** The newest rotated file and `current`, as they were together at one moment. */
export function openNewest(directory: string): { after: string; file: LogBytes | undefined } {
  for (;;) {
    const after = labelsAfter("", directory).at(-1) ?? "";
    const file = openLogBytes(join(directory, CURRENT));
    if ((labelsAfter("", directory).at(-1) ?? "") === after) return { after, file };
    file?.close();
  }
}

/** Everything that is there now. */
export function extentOf(directory: string): Extent {
  const { after, file } = openNewest(directory);
  const size = file?.size() ?? 0;
  file?.close();
  return { after, size };
}

/** What came after the rotated file of a label: another one, as `openLabelled`, else `current`. */
export function openAfter(directory: string, after: string): LogBytes | undefined {
  for (;;) {
    const [label] = labelsAfter(after, directory);
    if (label !== undefined) return openLabelled(directory, label);
    const current = openLogBytes(join(directory, CURRENT));
    if (labelsAfter(after, directory).length === 0) return current;
    current?.close();
  }
}

/**
 * A rotated file by its label, whatever has become of it since: processed, compressed, removed. One that cannot be read (cut
 * off, compressed in a way this Node does not know) is told of, and the others are shown.
 */
export function openLabelled(directory: string, label: string): LogBytes | undefined {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const name = rotatedIn(directory).find((one) => one.startsWith(label));
    if (name === undefined) return undefined;
    const path = join(directory, name);
    try {
      const file = openLogBytes(path);
      if (file !== undefined) return file;
    } catch (error) {
      process.stderr.write(`svforge logs: ${path} is left out: ${reasonOf(error)}\n`);
      return undefined;
    }
  }
  return undefined;
}

/** A file gets another name twice at most, and between listing and opening seldom. */
const MOST_LOOKS = 4;

/** Labels of rotated files, oldest first. */
export function labelsAfter(label: string, directory: string): string[] {
  return rotatedIn(directory)
    .map((name) => name.slice(0, LABEL_SIZE))
    .filter((one) => one > label);
}

/** None where the directory is gone. */
function rotatedIn(directory: string): string[] {
  try {
    return listLogFiles(directory).slice(0, -1);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    return [];
  }
}

const LABEL_SIZE = 25;
