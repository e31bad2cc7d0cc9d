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

/** Any path in this form. */
export function atPath(path: string): AtPath {
  if (!path.startsWith(HELD)) return { folder: AT_FDCWD, name: path };
  const end = path.indexOf("/", HELD.length);
  const folder = Number(end < 0 ? path.slice(HELD.length) : path.slice(HELD.length, end));
  const name = end < 0 ? "." : path.slice(end + 1);
  const isBelow = Number.isInteger(folder) && name !== "" && !name.startsWith("/");
  return isBelow ? { folder, name } : { folder: AT_FDCWD, name: path };
}
