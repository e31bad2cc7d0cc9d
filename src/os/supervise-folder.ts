/**
 * The folder `supervise/` of one directory, as every suite knows it: who supervises (`lock`), who listens (`control`,
 * `ok`), what is the case (`status`, `stat`, `pid`, and our own record). semantics section 2.
 */
import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
} from "node:fs";
import { constants as osConstants } from "node:os";
import { SUPERVISE, SUPERVISE_FILES } from "../protocol/names.ts";
import { mustHaveRoom } from "./descriptors.ts";
import { factsOfName, factsOfOpen, identityOf } from "./facts.ts";
import { type FifoReader, openFifo, readFifo } from "./fifo.ts";
import { type AtPath, atPath, pathText } from "./held-path.ts";
import { makeFolder } from "./libc.ts";
import { type FileLock, takeLock } from "./lock.ts";
import { renameFile, writeNewFile } from "./open-file.ts";
import { OsError, saysWhatIsThere } from "./os-error.ts";

/** Who may control a directory and see its state: `[control]` of a declaration. */
export interface ControlOwner {
  readonly uid: number;
  readonly gid: number;
  /** Everybody may see it. */
  readonly visible: boolean;
}

interface Listening {
  readonly onByte: (byte: number) => void;
  readonly owner: ControlOwner | undefined;
  readonly limit: bigint;
}

export class SuperviseFolder {
  readonly path: string;
  readonly #directory: string;
  readonly #at: AtPath;
  readonly #names: Names;
  #lock: FileLock;
  #listening: Listening | undefined;
  #control: FifoReader | undefined;
  #ok = -1;
  /** What has been written where nobody has supervised before and nobody can listen yet. */
  #made: Set<string> | undefined;
  #written = false;
  #stat = "";
  #pid = "";

  private constructor(directory: string, path: string, lock: FileLock, isNew: boolean) {
    this.#directory = directory;
    this.path = path;
    this.#at = atPath(path);
    this.#names = namesBelow(this.#at.name);
    this.#lock = lock;
    if (isNew) this.#made = new Set();
  }

  /**
   * Makes the folder where needed and locks it. Undefined: another supervisor holds the lock. Throws what the system says,
   * and EMFILE when few of the `limit` descriptors are left.
   */
  static open(directory: string, limit: bigint): SuperviseFolder | undefined {
    const { path, isNew } = makeSuperviseFolder(directory);
    const lock = takeLock(`${path}/${SUPERVISE_FILES.lock}`);
    if (lock === undefined) return undefined;
    mustHaveRoom(lock.fd, limit);
    return new SuperviseFolder(directory, path, lock, isNew);
  }

  /**
   * Makes again what somebody has removed, as `open` and `listen` made it; the status is to be written. False: it is there, or is
   * another supervisor's by now. Throws as they do.
   */
  restore(): boolean {
    if (this.#isThere()) return false;
    makeSuperviseFolder(this.#directory);
    const lock = takeLock(this.#file("lock"));
    if (lock === undefined) return false;
    this.#lock.release();
    this.#lock = lock;
    this.#made = undefined;
    this.#written = false;
    if (this.#listening !== undefined) this.#listen(this.#listening);
    return true;
  }

  #isThere(): boolean {
    // A restoration may have ended halfway, for want of descriptors.
    if (this.#listening !== undefined && this.#ok < 0) return false;
    const found = factsOfName(this.#file("lock"));
    return found !== undefined && identityOf(found) === identityOf(factsOfOpen(this.#lock.fd));
  }

  /**
   * Opens `control`, then `ok`: a client that finds `ok` read finds everything else. The first status must have been
   * written. What exists is used as it is, so delegation by chown and chmod lasts. Throws as `open`.
   */
  listen(onByte: (byte: number) => void, owner: ControlOwner | undefined, limit: bigint): void {
    this.#listen({ onByte, owner, limit });
  }

  #listen(listening: Listening): void {
    const { onByte, owner, limit } = listening;
    this.#listening = listening;
    this.#stopListening();
    const control = openFifo(this.#file("control"), FIFO_MODE);
    mustHaveRoom(control, limit);
    this.#control = readFifo(control, onByte);
    this.#ok = openFifo(this.#file("ok"), FIFO_MODE);
    this.#made = undefined;
    if (owner !== undefined) this.#delegate(owner, control);
  }

  /** Writes the 20 bytes of `status`, and `stat` and `pid` where they changed; each replaced whole. */
  writeStatus(status: Uint8Array, stat: string, pid: string): void {
    if (pid !== this.#pid || !this.#written) this.#replace("pid", pid);
    if (stat !== this.#stat || !this.#written) this.#replace("stat", stat);
    this.#replace("status", status);
    this.#written = true;
    this.#pid = pid;
    this.#stat = stat;
  }

  writeRecord(text: string): void {
    this.#replace("state", text);
  }

  /** Our own record of an earlier time; undefined also when somebody else wrote it or linked it here. Throws when it is unknown. */
  readRecord(): string | undefined {
    if (this.#made !== undefined) return undefined;
    const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = constants;
    let fd: number;
    try {
      fd = openSync(pathText(this.#file("state")), O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
    } catch (error) {
      if (saysWhatIsThere(error)) return undefined;
      throw error;
    }
    try {
      const found = fstatSync(fd);
      const isOurs = found.isFile() && found.uid === process.geteuid?.() && found.nlink === 1;
      return isOurs && found.size <= RECORD_LIMIT_BYTES ? readFileSync(fd, "utf8") : undefined;
    } finally {
      closeSync(fd);
    }
  }

  #file(name: Name): AtPath {
    return { folder: this.#at.folder, name: this.#names[name] };
  }

  /** Clients see at once that nobody listens; the files stay, as everywhere. */
  close(): void {
    this.#stopListening();
    this.#lock.release();
  }

  #stopListening(): void {
    this.#control?.close();
    this.#control = undefined;
    if (this.#ok >= 0) closeSync(this.#ok);
    this.#ok = -1;
  }

  /** By rename, except what is written before anybody can listen: half of that is seen by nobody. */
  #replace(name: Name, content: string | Uint8Array): void {
    const path = this.#file(name);
    const isFirst = this.#made?.has(name) === false;
    const written = isFirst ? path : { ...path, name: `${path.name}.new` };
    this.#made?.add(name);
    writeNewFile(written, content, 0o644);
    if (!isFirst) renameFile(written, path);
  }

  /**
   * The folder stays ours: in a folder of his own a user could make root write through a symlink. The FIFOs are changed
   * by descriptor, since the name of one could lead elsewhere by now.
   */
  #delegate(owner: ControlOwner, control: number): void {
    for (const fd of [this.#ok, control]) {
      fchownSync(fd, owner.uid, owner.gid);
      fchmodSync(fd, owner.gid === KEEP ? 0o600 : 0o660);
    }
    if (owner.visible) fchmodSync(this.#ok, 0o666);
    chmodSync(this.path, owner.visible ? 0o755 : 0o711);
  }
}

type Name = keyof typeof SUPERVISE_FILES;
type Names = Readonly<Record<Name, string>>;

/** Most folders are called the same, seen from their directories, and follow each other. */
let known: { readonly folder: string; readonly names: Names } | undefined;

function namesBelow(folder: string): Names {
  if (known?.folder === folder) return known.names;
  const names = Object.entries(SUPERVISE_FILES).map(([name, file]) => [name, `${folder}/${file}`]);
  known = { folder, names: Object.fromEntries(names) as Names };
  return known.names;
}

/** "Leave it" to chown(2). */
export const KEEP = -1;

const FIFO_MODE = 0o600;
const RECORD_LIMIT_BYTES = 65_536;

/**
 * Makes `supervise/` where it is missing (`isNew`) and gives its path. Void and others point `supervise` at a place that
 * can be written (`/run/runit/supervise.NAME`): the place is made. Only a link of our own user or root's is followed, or
 * the owner of a directory could have root write anywhere.
 */
export function makeSuperviseFolder(directory: string): { readonly path: string; readonly isNew: boolean } {
  const path = `${directory}/${SUPERVISE}`;
  if (makeFolder(path, FOLDER_MODE)) return { path, isNew: true };
  const found = lstatSync(path);
  if (found.isDirectory()) return { path, isNew: false };
  if (!found.isSymbolicLink()) throw new OsError("mkdir", osConstants.errno.ENOTDIR, path);
  if (found.uid !== 0 && found.uid !== process.geteuid?.())
    throw new OsError("readlink", osConstants.errno.EPERM, path);
  const link = readlinkSync(path);
  // Not `resolve`: `directory` may be a descriptor's path, whose `..` only the kernel knows.
  const target = link.startsWith("/") ? link : `${directory}/${link}`;
  return { path, isNew: makeFolder(target, FOLDER_MODE) };
}

const FOLDER_MODE = 0o700;
