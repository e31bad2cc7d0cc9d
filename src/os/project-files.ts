/**
 * The real project folder behind `declare`'s `ProjectFiles` (same shape, told apart only by structure). Nothing outside
 * the folder is ever read: neither through `..` nor through a symbolic link.
 */
import {
  type Dirent,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  type Stats,
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
    return this.#unlessAbsent(path, (file, stat) => {
      if (!stat.isFile()) return undefined;
      if (stat.size > SIZE_LIMIT_BYTES)
        throw new UnreadableError(`larger than ${SIZE_LIMIT_BYTES / 1024 / 1024} MiB`);
      return readFileSync(file);
    });
  }

  list(path: string): readonly DiskEntry[] | undefined {
    return this.#unlessAbsent(path, (folder, stat) => {
      if (!stat.isDirectory()) return undefined;
      const entries = readdirSync(folder, { withFileTypes: true });
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1)).map((e) => new LazyEntry(folder, e));
    });
  }

  readlink(path: string): string | undefined {
    const file = join(this.#folder, path);
    try {
      return lstatSync(file).isSymbolicLink() ? readlinkSync(file) : undefined;
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw unreadable(error);
    }
  }

  #unlessAbsent<T>(path: string, use: (real: string, stat: Stats) => T): T | undefined {
    try {
      const [real, stat] = this.#resolve(`${this.#folder}/${path}`);
      if (real !== this.#root && !real.startsWith(this.#root + sep))
        throw new UnreadableError("it lies outside the project folder");
      return use(real, stat);
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw unreadable(error);
    }
  }

  /** What `file` really is. Folders are resolved once: ten thousand declarations lie in the same one. */
  #resolve(file: string): readonly [string, Stats] {
    const slash = file.lastIndexOf("/");
    const parent = file.slice(0, slash);
    const name = file.slice(slash + 1);
    const folder = this.#folders.get(parent) ?? realpathSync(parent);
    this.#folders.set(parent, folder);
    const real = `${folder}/${name}`;
    const stat = lstatSync(real);
    if (name !== "." && name !== ".." && !stat.isSymbolicLink()) return [real, stat];
    const target = realpathSync(real);
    return [target, lstatSync(target)];
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
  readonly #path: string;

  constructor(folder: string, entry: Dirent) {
    this.name = entry.name;
    this.kind = kindOf(entry);
    this.#path = join(folder, entry.name);
  }

  get executable(): boolean {
    return this.kind === "file" && (lstatSync(this.#path).mode & 0o111) !== 0;
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
