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
  const asItIs = { folder: AT_FDCWD, name: path };
  if (!path.startsWith(HELD)) return asItIs;
  let folder = 0;
  let end = HELD.length;
  for (; isDigit(path.charCodeAt(end)); end++) folder = folder * 10 + path.charCodeAt(end) - ZERO;
  if (end === HELD.length) return asItIs;
  if (end === path.length) return { folder, name: "." };
  const isBelow =
    path.charCodeAt(end) === SLASH && end + 1 < path.length && path.charCodeAt(end + 1) !== SLASH;
  return isBelow ? { folder, name: path.slice(end + 1) } : asItIs;
}

const SLASH = 47;
const ZERO = 48;
const isDigit = (code: number): boolean => code >= ZERO && code < ZERO + 10;
