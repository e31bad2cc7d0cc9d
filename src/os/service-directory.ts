/** One service directory as a monitor holds it: by descriptor, so that a rename disturbs nothing. */
import { accessSync, closeSync, constants, readdirSync, readlinkSync } from "node:fs";
import { constants as osConstants } from "node:os";
import { DEF, LOG, RUN, SUPERVISE, SUPERVISE_FILES } from "../protocol/names.ts";
import { O_PATH } from "./constants-linux.ts";
import {
  type Facts,
  factsOf,
  factsOfOpen,
  identityOf,
  isDirectoryKind,
  isPlainFile,
  type Stamp,
  stampWithin,
} from "./facts.ts";
import { bind } from "./libc.ts";
import { openFile } from "./open-file.ts";
import { codeOf, mayPass, OsError } from "./os-error.ts";

/** A directory entry that could be a service. */
export interface FoundDirectory {
  readonly name: string;
  /** `device:inode`, after symlinks. */
  readonly identity: string;
  readonly complete: boolean;
  readonly hasLog: boolean;
  readonly stamp: string;
}

/** As `lookAround`, without a break. */
export function findDirectories(...order: Parameters<typeof lookAround>): FoundDirectory[] {
  const look = lookAround(...order);
  for (;;) {
    const { done, value } = look.next();
    if (done === true) return value;
  }
}

/**
 * Every entry of a scan directory that is a directory, dot-names left out, in name order. `onFault` hears of the others.
 * `known`: what an earlier call found, by name; a complete directory in which nothing changed is not looked into again.
 * When a known one vanishes between the listing and the look, everything is listed again: it may have been renamed.
 * In pieces of a tenth of a millisecond.
 */
export function* lookAround(
  scanDirectory: string,
  known: ReadonlyMap<string, FoundDirectory>,
  onFault: (name: string, error: unknown) => void,
): Generator<undefined, FoundDirectory[]> {
  for (let tries = 1; ; tries++) {
    const found: FoundDirectory[] = [];
    const faults: [name: string, error: unknown][] = [];
    let looks = 0;
    for (const name of readdirSync(scanDirectory).sort()) {
      if (name.startsWith(".")) continue;
      if (looks++ % AT_ONCE === AT_ONCE - 1) yield;
      try {
        const entry = lookAt(`${scanDirectory}/${name}`, name, known.get(name));
        if (entry !== undefined) found.push(entry);
      } catch (error) {
        faults.push([name, error]);
      }
    }
    const vanished = faults.some(([name, error]) => codeOf(error) === "ENOENT" && known.has(name));
    if (vanished && tries < LISTINGS) continue;
    for (const [name, error] of faults) onFault(name, error);
    return found;
  }
}

const LISTINGS = 3;
const AT_ONCE = 12;

/**
 * What is at `path`. Undefined: not a directory. Throws when it cannot be seen, as a dangling symlink, or not be seen whether it has
 * a `run` and a `log`: a service without its logger would block once its pipe is full.
 */
export function lookAt(path: string, name: string, known?: FoundDirectory): FoundDirectory | undefined {
  const facts = factsOf(path);
  if (facts === undefined) throw new OsError("stat", osConstants.errno.ENOENT, path);
  if (!isDirectoryKind(facts)) return undefined;
  const identity = identityOf(facts);
  const stamp = `${facts.mtimeNs}:${facts.ctimeNs}`;
  if (known?.complete === true && known.identity === identity && known.stamp === stamp) return known;
  return {
    name,
    identity,
    complete: isProgram(seenOrUnsure(`${path}/${RUN}`)) || wasSupervised(path),
    hasLog: isDirectory(`${path}/${LOG}`),
    stamp,
  };
}

/** An earlier monitor left its record: something may still run, however unfinished the directory looks. */
function wasSupervised(path: string): boolean {
  return seenOrUnsure(`${path}/${SUPERVISE}/${SUPERVISE_FILES.state}`) !== undefined;
}

/** Whether a regular file with an execute bit for anybody is there. What cannot be seen is not there. */
export function isExecutable(path: string): boolean {
  return isProgram(seen(path));
}

function isProgram(facts: Facts | undefined): boolean {
  return facts !== undefined && isPlainFile(facts) && (facts.mode & 0o111) !== 0;
}

/** Whether anything has this name, a dangling symlink excepted. What cannot be seen is not there. */
export function exists(path: string): boolean {
  return seen(path) !== undefined;
}

/** Whether a directory is there. An empty file `log` is none: it asks for no logger. Throws when that may be seen later. */
export function isDirectory(path: string): boolean {
  const facts = seenOrUnsure(path);
  return facts !== undefined && isDirectoryKind(facts);
}

/** A symlink loop, a bad disk or a closed folder must not end a monitor. */
function seen(path: string): Facts | undefined {
  try {
    return factsOf(path);
  } catch {
    return undefined;
  }
}

/** As `seen`. Throws when there may be an answer later. */
function seenOrUnsure(path: string): Facts | undefined {
  try {
    return factsOf(path);
  } catch (error) {
    if (mayPass(error)) throw error;
    return undefined;
  }
}

/** Whether this process may write below. */
export function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

export interface HeldDirectory {
  readonly fd: number;
  /** `device:inode`. */
  readonly identity: string;
  /** Names the directory whatever it is called by now. The kernel takes its time to follow it. */
  readonly path: string;
  /** Changes when anything in it, or in the directory `name` below it, is added, removed or renamed. */
  stamp(name?: string): Stamp;
  /** Whether anything has this name below it, a dangling symlink excepted. What cannot be seen is not there. */
  has(name: string): boolean;
  close(): void;
}

/** Holds a directory by descriptor, one that only names it: the kernel copies it for each child and does less for it. */
export function holdDirectory(path: string): HeldDirectory {
  const fd = openFile(path, O_PATH | constants.O_DIRECTORY);
  return {
    fd,
    identity: identityOf(factsOfOpen(fd)),
    path: `/proc/self/fd/${fd}`,
    stamp: (name = "") => stampWithin(fd, name),
    has: (name) => faccessat(fd, name, constants.F_OK, 0) === 0,
    close: () => closeSync(fd),
  };
}

const faccessat = bind("int faccessat(int folder, const char *path, int mode, int flags)");

/** Hash of the definition behind an activated directory (`def -> STATE/store/HASH-NAME`); "" for any other. */
export function definitionOf(directory: string): string {
  try {
    return /([^/]+?)-[^/]*$/.exec(readlinkSync(`${directory}/${DEF}`))?.[1] ?? "";
  } catch {
    return "";
  }
}
