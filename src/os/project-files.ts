/**
 * The real project folder behind `declare`'s `ProjectFiles` (same shape, told apart only by structure). Nothing outside
 * the folder is ever read: neither through `..` nor through a symbolic link.
 */
import {
  closeSync,
  constants,
  type Dirent,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
} from "node:fs";
import { dirname, join, sep } from "node:path";
import { codeOf, reasonOf } from "./os-error.ts";

/** A service directory may carry a binary; nothing sensible is larger. */
const SIZE_LIMIT_BYTES = 64 * 1024 * 1024;

export interface DiskEntry {
  readonly name: string;
  readonly kind: "file" | "dir" | "symlink" | "other";
  readonly executable: boolean;
}

/** Thrown for what exists and may not or cannot be read. The message has no path: the caller knows it. */
export class UnreadableError extends Error {}

/** One project folder. Folders are resolved once, so it serves one load and is then dropped. */
export class DiskProjectFiles {
  readonly #folder: string;
  readonly #root: string;
  readonly #folders = new Map<string, string>();

  /** `folder` must exist. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#root = realpathSync(folder);
  }

  read(path: string): Uint8Array | undefined {
    return unlessAbsent(() => {
      const fd = this.#open(path);
      try {
        return readAll(fd);
      } finally {
        closeSync(fd);
      }
    });
  }

  list(path: string): readonly DiskEntry[] | undefined {
    return unlessAbsent(() => {
      const folder = this.#inside(realpathSync(`${this.#folder}/${path}`));
      const entries = readdirSync(folder, { withFileTypes: true });
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1)).map((e) => new LazyEntry(folder, e));
    });
  }

  readlink(path: string): string | undefined {
    return unlessAbsent(() => {
      const file = join(this.#folder, path);
      return lstatSync(file).isSymbolicLink() ? readlinkSync(file) : undefined;
    });
  }

  /** Opens without following a link in the last name, and never waits for the other end of a FIFO. */
  #open(path: string): number {
    const slash = path.lastIndexOf("/");
    const name = path.slice(slash + 1);
    const file = `${this.#folderOf(path.slice(0, Math.max(0, slash)))}/${name}`;
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    try {
      return openSync(this.#inside(file), flags);
    } catch (error) {
      if (codeOf(error) !== "ELOOP") throw error;
      return openSync(this.#inside(realpathSync(file)), flags);
    }
  }

  /** A folder's real path, found out once: ten thousand declarations lie in the same one. */
  #folderOf(path: string): string {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const real = realpathSync(`${this.#folder}/${path}`);
    this.#folders.set(path, real);
    return real;
  }

  #inside(real: string): string {
    if (real !== this.#root && (!real.startsWith(this.#root + sep) || real.endsWith("/..")))
      throw new UnreadableError("it lies outside the project folder");
    return real;
  }
}

/** Undefined for what is no file. */
function readAll(fd: number): Uint8Array | undefined {
  const stat = fstatSync(fd);
  if (!stat.isFile()) return undefined;
  if (stat.size > SIZE_LIMIT_BYTES)
    throw new UnreadableError(`larger than ${SIZE_LIMIT_BYTES / 1024 / 1024} MiB`);
  const bytes = Buffer.allocUnsafe(stat.size);
  let length = 0;
  for (let read = -1; length < bytes.length && read !== 0; length += read)
    read = readSync(fd, bytes, length, bytes.length - length, null);
  return length === bytes.length ? bytes : bytes.subarray(0, length);
}

function unlessAbsent<T>(ask: () => T | undefined): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw unreadable(error);
  }
}

/** The folder at or above `from` that has an entry `name`; undefined when none has. */
export function nearestFolderWith(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** Asks for the mode only when somebody wants to know: a folder of ten thousand declarations needs no `stat` each. */
class LazyEntry implements DiskEntry {
  readonly name: string;
  readonly kind: DiskEntry["kind"];
  readonly #folder: string;

  constructor(folder: string, entry: Dirent) {
    this.name = entry.name;
    this.kind = kindOf(entry);
    this.#folder = folder;
  }

  get executable(): boolean {
    return this.kind === "file" && (lstatSync(`${this.#folder}/${this.name}`).mode & 0o111) !== 0;
  }
}

function kindOf(entry: Dirent): DiskEntry["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "dir";
  return entry.isSymbolicLink() ? "symlink" : "other";
}

const isAbsent = (error: unknown): boolean => codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";

const unreadable = (error: unknown): unknown =>
  codeOf(error) === "" ? error : new UnreadableError(reasonOf(error));
