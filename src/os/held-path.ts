/**
 * Paths below an open directory. `/proc/self/fd/N/NAME` names a file however its directory is called by now; given to the
 * kernel as N and NAME it is the same file, without the walk through /proc, which costs more than all the rest.
 */

/** What the calls whose names end in `at` take: a descriptor, and a path that is relative to it unless it is absolute. */
export interface AtPath {
  readonly folder: number;
  readonly name: string;
}

export const AT_FDCWD = -100;
const HELD = "/proc/self/fd/";

/** What those who are given a path take, as text or already taken apart. */
export type FilePath = string | AtPath;

/** The last directory that was named: most files of one follow each other. */
let last = { prefix: HELD, folder: AT_FDCWD };

/** Any path in this form. */
export function atPath(path: FilePath): AtPath {
  if (typeof path !== "string") return path;
  if (last.folder >= 0 && path.startsWith(last.prefix)) return below(path);
  if (!path.startsWith(HELD)) return { folder: AT_FDCWD, name: path };
  const [, folder, end] = IN_FOLDER.exec(path) ?? [];
  if (folder === undefined) return { folder: AT_FDCWD, name: path };
  if (end === "") return { folder: Number(folder), name: "." };
  last = { prefix: `${HELD}${folder}/`, folder: Number(folder) };
  return below(path);
}

/** Any path as text, for messages and for Node. */
export function pathText(path: FilePath): string {
  if (typeof path === "string") return path;
  return path.folder === AT_FDCWD ? path.name : `${HELD}${path.folder}/${path.name}`;
}

const IN_FOLDER = /^\/proc\/self\/fd\/(\d+)(\/|$)/;
const SLASH = 47;

/** Without a name, or with one that would be absolute, it stays as it is. */
function below(path: string): AtPath {
  const { prefix, folder } = last;
  const isName = path.length > prefix.length && path.charCodeAt(prefix.length) !== SLASH;
  return isName ? { folder, name: path.slice(prefix.length) } : { folder: AT_FDCWD, name: path };
}
