/**
 * A log directory whose owner may be hostile. It is opened once; everything in it is reached through that descriptor,
 * with the rights of the log's user (else of the directory's owner), and only plain files with a single name are
 * touched. So a symlink, a hard link or a FIFO put there leads nowhere its owner could not have gone himself.
 */
import {
  closeSync,
  constants,
  fchownSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readdirSync,
  renameSync,
  statfsSync,
} from "node:fs";
import { constants as osConstants } from "node:os";
import { dirname } from "node:path";
import { besideStarts } from "./beside-starts.ts";
import { type Facts, factsOf, factsOfName, factsOfOpen, isPlainFile, isSymlink } from "./facts.ts";
import { removeIfPresent } from "./files.ts";
import { freeBytesOf } from "./free-space.ts";
import { makeFolder } from "./libc.ts";
import { type FileLock, takeLock } from "./lock.ts";
import { codeOf, OsError } from "./os-error.ts";
import { type Identity, withFileRights } from "./thread-identity.ts";
import { findUser } from "./users.ts";
import { wholePath } from "./whole-path.ts";

const { O_RDONLY, O_RDWR, O_WRONLY, O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_DIRECTORY } =
  constants;

export interface OpenFile {
  readonly fd: number;
  readonly inode: number;
  readonly sizeBytes: number;
  readonly mode: number;
}

/** One directory; no name in it is ever resolved from outside. */
export class LogFolder {
  readonly path: string;
  readonly identity: Identity;
  /** Nobody has logged here before: it was made just now. */
  readonly isNew: boolean;
  #fd: number;

  /** Opens the directory. Makes it for `user`, and what is missing above it with the rights of what is there: 0755. */
  constructor(path: string, user: Identity | undefined) {
    this.path = path;
    const whole = wholePath(path);
    const way = user === undefined ? wayTo(whole) : { owner: user, isThere: true };
    this.identity = way.owner;
    const found = way.isThere ? openIfThere(whole, this.identity) : undefined;
    this.isNew = found === undefined && make(whole, this.identity, user && wayTo(dirname(whole)).owner);
    this.#fd = found ?? withFileRights(this.identity, () => open(whole));
  }

  /** Takes the directory's lock as multilog and svlogd do. Undefined: another logger has it. */
  lock(name: string): FileLock | undefined {
    return this.#within(() => takeLock(this.#at(name)));
  }

  /** Whether the directory still has a name. */
  exists(): boolean {
    return fstatSync(this.#fd).nlink > 0;
  }

  /** Opens a file for appending, making it when there is none. */
  openForAppending(name: string, mode: number): OpenFile {
    return this.#open(name, O_RDWR | O_APPEND | O_CREAT, mode);
  }

  /** Makes a file that must not exist. */
  create(name: string, mode: number): OpenFile {
    return this.#open(name, O_RDWR | O_APPEND | O_CREAT | O_EXCL, mode);
  }

  openForReading(name: string): OpenFile {
    return this.#open(name, O_RDONLY, 0);
  }

  openForWriting(name: string): OpenFile {
    return this.#open(name, O_WRONLY, 0);
  }

  /** Undefined: no such name. Symlinks are not followed: they are files of another kind. */
  look(name: string): Facts | undefined {
    return this.#within(() => factsOfName(this.#at(name)));
  }

  rename(from: string, to: string): void {
    this.#within(() => renameSync(this.#at(from), this.#at(to)));
  }

  remove(name: string): void {
    this.#within(() => removeIfPresent(this.#at(name)));
  }

  /** Removes a file and gives its blocks back, also where somebody has it open. */
  discard(name: string): void {
    try {
      const { fd } = this.openForWriting(name);
      ftruncateSync(fd, 0);
      closeSync(fd);
    } catch {
      // One of several names, or not writable: it loses this name.
    }
    this.remove(name);
  }

  /** Size of its file system, and what of it is left for this process. */
  space(): { readonly bytes: number; readonly freeBytes: number } {
    const found = statfsSync(this.#at("."));
    return { bytes: found.blocks * found.bsize, freeBytes: freeBytesOf(found) };
  }

  /** All names, sorted by bytes. */
  names(): string[] {
    return this.#within(() => readdirSync(this.#at("."))).sort();
  }

  get fd(): number {
    return this.#fd;
  }

  /** Whatever is asked afterwards fails: nothing can reach another directory through a number given out again. */
  close(): void {
    closeSync(this.#fd);
    this.#fd = -1;
  }

  #at(name: string): string {
    return `/proc/self/fd/${this.#fd}/${name}`;
  }

  #within<T>(act: () => T): T {
    return besideStarts(() => withFileRights(this.identity, act));
  }

  #open(name: string, flags: number, mode: number): OpenFile {
    return this.#within(() => {
      const fd = openSync(this.#at(name), flags | O_NOFOLLOW | O_NONBLOCK, mode);
      const found = factsOfOpen(fd);
      if (isPlainFile(found) && found.links === 1)
        return { fd, inode: Number(found.inode), sizeBytes: found.size, mode: found.mode & 0o7777 };
      closeSync(fd);
      throw new OsError(
        "open",
        osConstants.errno.EEXIST,
        `${this.path}/${name} (not a plain file of one name)`,
      );
    });
  }
}

const open = (path: string): number =>
  besideStarts(() => openSync(path, O_RDONLY | O_DIRECTORY | O_NONBLOCK));

function openIfThere(path: string, identity: Identity): number | undefined {
  try {
    return withFileRights(identity, () => open(path));
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    return undefined;
  }
}

/** `isThere`: as far as could be seen. */
interface Way {
  readonly owner: Identity;
  readonly isThere: boolean;
}

/**
 * With whose rights to enter a path as root: the first owner other than root on the way, of a directory or of a symlink.
 * He could lead us anywhere from there, but with his rights only where he can go himself.
 */
function wayTo(path: string): Way {
  for (let end = path.indexOf("/", 1); ; end = path.indexOf("/", end + 1)) {
    const found = firstForeign(end < 0 ? path : path.slice(0, end));
    if (found === "none") return { owner: ROOT, isThere: false };
    if (found !== undefined) {
      const gid = found.gid === 0 ? groupOf(found.uid) : found.gid;
      return { owner: { uid: found.uid, gid }, isThere: true };
    }
    if (end < 0) return { owner: ROOT, isThere: true };
  }
}

/** What has this name, or what a symlink of that name leads to, when it is not root's. `none`: nothing is there. */
function firstForeign(path: string): Facts | "none" | undefined {
  const named = factsOfName(path);
  if (named?.uid === 0 && !isSymlink(named)) return undefined;
  const found = named?.uid === 0 ? factsOf(path) : named;
  if (found === undefined) return "none";
  return found.uid === 0 ? undefined : found;
}

/** A user's directory may well belong to group root; that gives him nothing of it. */
function groupOf(uid: number): number {
  return findUser(String(uid))?.gid ?? uid;
}

const ROOT: Identity = { uid: 0, gid: 0 };

/** A log's user may usually not write to the parent: root does it for him where nobody else can interfere. False: it is there. */
function make(path: string, identity: Identity, maker: Identity = identity): boolean {
  const isNew = withFileRights(maker, () => makeFolders(path));
  if (maker.uid !== 0 || identity.uid === 0 || process.geteuid?.() !== 0) return isNew;
  const fd = besideStarts(() => openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW));
  try {
    if (fstatSync(fd).uid === 0) fchownSync(fd, identity.uid, identity.gid);
    return isNew;
  } finally {
    closeSync(fd);
  }
}

/** Node's own recursion never ends where nothing can be made, as in /proc (20.20). False: the last one is there. */
function makeFolders(path: string): boolean {
  try {
    return makeFolder(path, 0o755);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || dirname(path) === path) throw error;
    makeFolders(dirname(path));
    return makeFolder(path, 0o755);
  }
}
