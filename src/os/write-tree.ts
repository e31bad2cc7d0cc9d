/**
 * Writes compiled directories as plain files. Only ever replaces what an earlier call wrote: a marker in the folder
 * names the directories that are ours. Modes are exact whatever the umask.
 */
import {
  chmodSync,
  closeSync,
  fchmodSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeSync,
} from "node:fs";
import { codeOf } from "./os-error.ts";

/** Same shape as the compiler's entries; parents precede children. */
export type TreeEntry =
  | { readonly path: string; readonly kind: "file"; readonly mode: number; readonly content: Uint8Array }
  | { readonly path: string; readonly kind: "dir" }
  | { readonly path: string; readonly kind: "symlink"; readonly target: string };

export interface PlainDirectory {
  /** One name, no slash. */
  readonly dirName: string;
  readonly entries: readonly TreeEntry[];
}

/** The folder holds something that is not ours, or that is in use. The message says what to do. */
export class ForeignFolderError extends Error {}

const MARKER = ".svforge-build";

/**
 * Makes `folder` hold exactly `directories` (and the marker). Throws `ForeignFolderError` before changing anything when
 * the folder has other contents or one of its directories is supervised; other errors are the system's.
 */
export function writeDirectories(folder: string, directories: readonly PlainDirectory[]): void {
  const earlier = earlierNames(folder);
  for (const name of earlier) refuseSupervised(folder, name);
  mkdirSync(folder, { recursive: true });
  const names = directories.map((d) => d.dirName);
  const all = [...new Set([...earlier, ...names])];
  writeMarker(folder, all);
  for (const name of earlier) rmSync(`${folder}/${name}`, { recursive: true, force: true });
  const writer = new Writer();
  for (const { dirName, entries } of directories) writer.directory(`${folder}/${dirName}`, entries);
  writeMarker(folder, names);
}

/** The names an earlier call left; none in a new or empty folder. */
function earlierNames(folder: string): readonly string[] {
  const present = namesIn(folder);
  if (present === undefined || present.length === 0) return [];
  const ours = readMarker(folder);
  const others = ours === undefined ? present : present.filter((name) => name !== MARKER && !ours.has(name));
  if (others.length === 0) return present.filter((name) => name !== MARKER);
  const what = others.slice(0, 3).join(", ");
  throw new ForeignFolderError(
    `${folder} has contents that svforge build did not write (${what}); name an empty or new folder`,
  );
}

function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** A supervisor that lost its directory would run on, unreachable. */
function refuseSupervised(folder: string, name: string): void {
  for (const path of [`${folder}/${name}/supervise`, `${folder}/${name}/log/supervise`]) {
    try {
      lstatSync(path);
    } catch {
      continue;
    }
    throw new ForeignFolderError(
      `${path} exists: a supervisor has used this folder; build elsewhere, or activate with \`svforge apply\``,
    );
  }
}

function readMarker(folder: string): ReadonlySet<string> | undefined {
  try {
    return new Set(readFileSync(`${folder}/${MARKER}`, "utf8").split("\n"));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function writeMarker(folder: string, names: readonly string[]): void {
  rmSync(`${folder}/${MARKER}`, { force: true });
  writeFile(`${folder}/${MARKER}`, Buffer.from(names.map((name) => `${name}\n`).join("")), 0o644, true);
}

/**
 * Writes trees. What is made mostly has the mode it was made with, and setting that again would be a third of all system
 * calls; the first directory shows whether a umask, or a folder that hands down its group or an access list, is against it.
 */
class Writer {
  #altered: boolean | undefined;

  directory(path: string, entries: readonly TreeEntry[]): void {
    this.#makeDirectory(path);
    for (const entry of entries) {
      const target = `${path}/${entry.path}`;
      if (entry.kind === "dir") this.#makeDirectory(target);
      else if (entry.kind === "symlink") symlinkSync(entry.target, target);
      else writeFile(target, entry.content, entry.mode, this.#altered !== false || isMore(entry.mode));
    }
  }

  #makeDirectory(path: string): void {
    mkdirSync(path, DIRECTORY_MODE);
    this.#altered ??= (lstatSync(path).mode & 0o7777) !== DIRECTORY_MODE;
    if (this.#altered) chmodSync(path, DIRECTORY_MODE);
  }
}

const DIRECTORY_MODE = 0o755;

/** What leaves a directory its mode might still take these bits from a file. */
const isMore = (mode: number): boolean => (mode & ~DIRECTORY_MODE) !== 0;

/** Exclusive: nobody's link is ever followed. `settle`: the mode it was opened with may not be what it has. */
function writeFile(path: string, content: Uint8Array, mode: number, settle: boolean): void {
  const fd = openSync(path, "wx", mode);
  try {
    if (settle) fchmodSync(fd, mode);
    for (let at = 0; at < content.length; ) at += writeSync(fd, content, at);
  } finally {
    closeSync(fd);
  }
}
