/** Who owns a file, who may write to it, and which file it is. */
import { realpathSync, statSync } from "node:fs";

/** Owner and permission bits (with set-id and sticky), after symlinks. */
export function ownershipOf(path: string): { readonly uid: number; readonly mode: number } {
  const { uid, mode } = statSync(path);
  return { uid, mode: mode & 0o7777 };
}

/** The one path of a directory, without symlinks. */
export function realPath(path: string): string {
  return realpathSync(path);
}

/** Whether both names lead to the same file, after symlinks. What cannot be seen is not. */
export function isSameFile(one: string, other: string): boolean {
  return identityOf(one) !== "" && identityOf(one) === identityOf(other);
}

function identityOf(path: string): string {
  try {
    const found = statSync(path, { bigint: true });
    return `${found.dev}:${found.ino}`;
  } catch {
    return "";
  }
}

/** Device and inode of what has this name, after symlinks; "" when there is nothing, or nothing that can be seen. */
export function inodeOf(path: string): string {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return "";
  }
}
