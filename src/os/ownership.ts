/** Who owns a file, and who may write to it. */
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
