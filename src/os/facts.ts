/**
 * What the kernel says of a file, asked with one statx(2) into one buffer. Node's own `Stats` cost three times as much
 * (each makes four dates), and a supervisor asks fifteen times for every service it brings up.
 */
import { type BigIntStats, fstatSync, lstatSync, constants as modes, statSync } from "node:fs";
import { constants } from "node:os";
import { atPath, type FilePath, pathText } from "./held-path.ts";
import { bind, lastErrno } from "./libc.ts";
import { OsError } from "./os-error.ts";

/** One file at one moment. */
export interface Facts {
  /** Kind and permission bits, as `st_mode`. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly links: number;
  /** In bytes. */
  readonly size: number;
  readonly device: number;
  readonly inode: bigint;
  /** Last change of the content (of a directory: of the names in it), and of anything: nanoseconds since 1970. */
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

/** What has this name, after symlinks. Undefined: nothing has. Throws when it cannot be seen. */
export function factsOf(path: string): Facts | undefined {
  const { folder, name } = atPath(path);
  return ask(folder, name, 0, factsIn, () =>
    factsFrom(statSync(path, { bigint: true, throwIfNoEntry: false })),
  );
}

/** As `factsOf`, of a symlink itself. */
export function factsOfName(path: FilePath): Facts | undefined {
  const { folder, name } = atPath(path);
  return ask(folder, name, AT_SYMLINK_NOFOLLOW, factsIn, () =>
    factsFrom(lstatSync(pathText(path), { bigint: true, throwIfNoEntry: false })),
  );
}

/** Of an open file. */
export function factsOfOpen(fd: number): Facts {
  const facts = ask(fd, "", AT_EMPTY_PATH, factsIn, () => factsFrom(fstatSync(fd, { bigint: true })));
  if (facts === undefined) throw new OsError("statx", constants.errno.ENOENT);
  return facts;
}

/** Of an open file: its size in bytes and how many names it has. For those who ask with every line. */
export function extentOfOpen(fd: number): Pick<Facts, "size" | "links"> {
  if (statx(fd, "", AT_EMPTY_PATH, BASIC_STATS, buffer) !== 0) return factsOfOpen(fd);
  return { size: sizeIn(), links: wordAt(16) };
}

/** Of an open file: `mode` of its facts. For those who ask of what kind it is, and nothing else. */
export function modeOfOpen(fd: number): number {
  if (statx(fd, "", AT_EMPTY_PATH, BASIC_STATS, buffer) !== 0) return factsOfOpen(fd).mode;
  return modeIn();
}

/**
 * Which file it is and when it changed last, in numbers: two looks at a directory with the same stamp found the same names in
 * it, but for what happened within a tick of the kernel's clock. Empty: nothing was there, or it could not be seen.
 */
export type Stamp = readonly number[];

/** Of what has this name below an open directory, after symlinks; "": of the directory. */
export function stampWithin(directory: number, name: string): Stamp {
  const otherwise = (): Stamp | undefined => {
    const path = `/proc/self/fd/${directory}/${name}`;
    const facts = factsFrom(statSync(path, { bigint: true, throwIfNoEntry: false }));
    return facts && stampOf(facts);
  };
  try {
    return ask(directory, name, AT_EMPTY_PATH, stampIn, otherwise) ?? [];
  } catch {
    return [];
  }
}

/** Whether two looks found the same. */
export function isSameStamp(one: Stamp, other: Stamp): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

/** Longer than a tick of the kernel's clock, from which a file's times come: 10 ms at most. */
const TICK_MS = 20;
/** Where times are whole seconds (small ext4 inodes) or even ones (FAT). */
const COARSE_TICK_MS = 2000;

/** Whether a change after `wallMs`, when this was looked at, is sure to make another stamp. */
export function isSettled(stamp: Stamp, wallMs: number): boolean {
  const [, , , , changedS, changedNs] = stamp;
  if (changedS === undefined || changedNs === undefined) return false;
  return wallMs - (changedS * 1000 + changedNs / 1e6) > (changedNs === 0 ? COARSE_TICK_MS : TICK_MS);
}

/** Inode in two words, then seconds (up to the year 2106) and nanoseconds of either time. */
function stampIn(): Stamp {
  return [wordAt(32), wordAt(36), wordAt(112), wordAt(120), wordAt(96), wordAt(104)];
}

function stampOf({ inode, mtimeNs, ctimeNs }: Facts): Stamp {
  const time = (ns: bigint): number[] => [Number(ns / 1_000_000_000n), Number(ns % 1_000_000_000n)];
  return [Number(inode & 0xffff_ffffn), Number(inode >> 32n), ...time(mtimeNs), ...time(ctimeNs)];
}

/** `device:inode`: which file it is, whatever it is called. */
export const identityOf = ({ device, inode }: Facts): string => `${device}:${inode}`;

export const isDirectoryKind = ({ mode }: Facts): boolean => (mode & modes.S_IFMT) === modes.S_IFDIR;
export const isPlainFile = ({ mode }: Facts): boolean => (mode & modes.S_IFMT) === modes.S_IFREG;
export const isFifoMode = (mode: number): boolean => (mode & modes.S_IFMT) === modes.S_IFIFO;
export const isFifo = ({ mode }: Facts): boolean => isFifoMode(mode);
export const isSymlink = ({ mode }: Facts): boolean => (mode & modes.S_IFMT) === modes.S_IFLNK;

/** Reads the kernel's answer with `read`. Old sandboxes refuse the call; Node then knows others. */
function ask<T>(
  folder: number,
  path: string,
  flags: number,
  read: () => T,
  otherwise: () => T | undefined,
): T | undefined {
  if (statx(folder, path, flags, BASIC_STATS, buffer) === 0) return read();
  const errno = lastErrno();
  if (errno === ENOENT || errno === ENOTDIR) return undefined;
  if (errno !== ENOSYS && errno !== EPERM) throw new OsError("stat", errno, path);
  return otherwise();
}

const factsIn = (): Facts => new Answer();

/** What is in the buffer. Few ask for more than kind and owner: large numbers are made of their halves when somebody does. */
class Answer implements Facts {
  readonly mode = modeIn();
  readonly uid = wordAt(20);
  readonly gid = wordAt(24);
  readonly links = wordAt(16);
  readonly size = sizeIn();
  readonly device = deviceNumber(wordAt(136), wordAt(140));
  readonly #inodeLow = wordAt(32);
  readonly #inodeHigh = wordAt(36);
  readonly #mtimeS = wordAt(112);
  readonly #mtimeNs = wordAt(120);
  readonly #ctimeS = wordAt(96);
  readonly #ctimeNs = wordAt(104);

  get inode(): bigint {
    return BigInt(this.#inodeLow) + (BigInt(this.#inodeHigh) << 32n);
  }

  get mtimeNs(): bigint {
    return inNs(this.#mtimeS, this.#mtimeNs);
  }

  get ctimeNs(): bigint {
    return inNs(this.#ctimeS, this.#ctimeNs);
  }
}

/** struct statx is the same on every architecture. */
const wordAt = (at: number): number => words[at / 4] ?? 0;
const modeIn = (): number => wordAt(28) & 0xffff;
const sizeIn = (): number => wordAt(40) + wordAt(44) * 2 ** 32;
/** Of seconds up to the year 2106, as a `Stamp` has them. */
const inNs = (seconds: number, ns: number): bigint => BigInt(seconds) * 1_000_000_000n + BigInt(ns);

/** As makedev(3) puts it together, for device numbers of less than 2^32, which are all that Linux has. */
function deviceNumber(major: number, minor: number): number {
  return (((minor & 0xfff00) << 12) | (major << 8) | (minor & 0xff)) >>> 0;
}

function factsFrom(stats: BigIntStats | undefined): Facts | undefined {
  if (stats === undefined) return undefined;
  const { mode, uid, gid, nlink, size, dev, ino, mtimeNs, ctimeNs } = stats;
  return {
    mode: Number(mode),
    uid: Number(uid),
    gid: Number(gid),
    links: Number(nlink),
    size: Number(size),
    device: Number(dev),
    inode: ino,
    mtimeNs,
    ctimeNs,
  };
}

const statx = bind("int statx(int folder, const char *path, int flags, uint mask, void *buffer)");
const AT_SYMLINK_NOFOLLOW = 0x100;
const AT_EMPTY_PATH = 0x1000;
const BASIC_STATS = 0x7ff;
const { ENOENT, ENOTDIR, ENOSYS, EPERM } = constants.errno;

const buffer = new ArrayBuffer(256);
const words = new Uint32Array(buffer);
