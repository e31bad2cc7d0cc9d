/**
 * The project folder as the declaration layer sees it: three questions, answered by the real disk
 * (`os/project-files.ts`) or by a map in a test. Paths are relative to the folder, `/`-separated, without `..`.
 */

/** The file that makes a folder a project. */
export const PROJECT_FILE = "svforge.toml";

export interface FileEntry {
  readonly name: string;
  readonly kind: "file" | "dir" | "symlink" | "other";
  readonly executable: boolean;
}

export interface ProjectFiles {
  /** Content, symbolic links inside the folder followed; undefined when there is no such file. Throws when it cannot be read. */
  read(path: string): Uint8Array | undefined;
  /** Entries in byte order of their names; undefined when there is no such directory. Throws when it cannot be read. */
  list(path: string): readonly FileEntry[] | undefined;
  /** Target of a symbolic link as written; undefined when `path` is none. */
  readlink(path: string): string | undefined;
}
