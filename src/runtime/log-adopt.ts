/**
 * Taking over a log directory: finds out whether `current` may be continued, and clears up what a crash left, whichever
 * logger it was (semantics 6.3, 6.9). A file that nobody marked clean and that is not ours becomes `@TIME.u`.
 */
import { closeDescriptor } from "../os/descriptors.ts";
import { isPlainFile } from "../os/facts.ts";
import { appendAll, cutTo, lastByte, setMode, sizeOf } from "../os/log-file.ts";
import type { LogFolder, OpenFile } from "../os/log-folder.ts";
import { codeOf } from "../os/os-error.ts";
import {
  CLEAN_MARK,
  CURRENT,
  PREVIOUS,
  PROCESSED,
  parseRotatedName,
  rotatedName,
} from "../protocol/log-names.ts";
import type { Instant } from "../supervise/log-label.ts";
import { nextLabel } from "../supervise/log-rotation.ts";

export interface Adoption {
  /** Inode of the file our own progress record speaks of, 0: no record. */
  readonly ownInode: number;
  /** The file that may hold some of a piece which will be written again, and its size without. */
  readonly cut: { readonly inode: number; readonly size: number } | undefined;
  readonly mode: number;
  readonly now: Instant;
}

/** Opens `current` for appending, cut back to where our record says, or begins a new one. */
export function adoptCurrent(folder: LogFolder, adoption: Adoption): OpenFile {
  const first = folder.isNew ? firstCurrent(folder, adoption.mode) : undefined;
  if (first !== undefined) return first;
  clearLeftovers(folder, adoption.now);
  cutRotated(folder, adoption);
  const found = folder.look(CURRENT);
  if (found === undefined) return beginCurrent(folder, adoption.mode);
  const isOurs = Number(found.inode) === adoption.ownInode;
  const mayContinue = isOurs || (found.mode & CLEAN_MARK) !== 0 || found.size === 0;
  if (isPlainFile(found) && found.links === 1 && mayContinue)
    return continueCurrent(folder, adoption, isOurs);
  renameToRotated(folder, CURRENT, "u", adoption.now);
  return beginCurrent(folder, adoption.mode);
}

/** A new, empty `current`. */
export function beginCurrent(folder: LogFolder, mode: number): OpenFile {
  const file = folder.create(CURRENT, mode);
  // What the umask took away.
  if (file.mode !== mode) setMode(file.fd, mode);
  return file;
}

/** Undefined: somebody else has been quick. */
function firstCurrent(folder: LogFolder, mode: number): OpenFile | undefined {
  try {
    return beginCurrent(folder, mode);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    return undefined;
  }
}

function continueCurrent(folder: LogFolder, { cut, mode }: Adoption, isOurs: boolean): OpenFile {
  const file = folder.openForAppending(CURRENT, mode);
  if (isOurs && cut?.inode === file.inode) cutTo(file.fd, cut.size);
  const last = lastByte(file.fd);
  if (!isOurs && last !== undefined && last !== NEWLINE)
    appendAll(file.fd, Uint8Array.of(NEWLINE), 1, file.sizeBytes);
  setMode(file.fd, mode);
  return { ...file, sizeBytes: sizeOf(file.fd) };
}

const NEWLINE = 10;

/** We were killed between a rotation and the next record, or another logger came: the file has a rotated name by now. */
function cutRotated(folder: LogFolder, { cut }: Adoption): void {
  if (cut === undefined) return;
  for (const name of folder.names()) {
    if (parseRotatedName(name) === undefined || Number(folder.look(name)?.inode) !== cut.inode) continue;
    const file = folder.openForWriting(name);
    cutTo(file.fd, cut.size);
    closeDescriptor(file.fd);
  }
}

/** multilog's rotation in progress is completed; half-written output of a processor or compressor goes. */
function clearLeftovers(folder: LogFolder, now: Instant): void {
  const processed = folder.look(PROCESSED);
  if (processed !== undefined && (processed.mode & CLEAN_MARK) !== 0) {
    renameToRotated(folder, PROCESSED, "s", now);
    folder.remove(PREVIOUS);
  } else if (processed !== undefined) folder.remove(PROCESSED);
  const previous = folder.look(PREVIOUS);
  if (previous !== undefined)
    renameToRotated(folder, PREVIOUS, (previous.mode & CLEAN_MARK) === 0 ? "u" : "s", now);
  for (const name of folder.names()) if (parseRotatedName(name)?.kind === "t") folder.remove(name);
}

function renameToRotated(folder: LogFolder, name: string, kind: "s" | "u", now: Instant): void {
  folder.rename(name, rotatedName({ label: nextLabel(folder.names(), now), kind, compression: "none" }));
}
