/**
 * May this user's activation rely on a directory? Whoever can write to it, or to one above it, can put a symlink or a
 * service of his own where ours should be; for root that would be everything.
 */
import { dirname } from "node:path";
import { ownershipOf } from "../os/live-tree.ts";
import { inodeOf, realPath } from "../os/ownership.ts";
import { nameOfUser } from "../os/users.ts";

/** Why a directory cannot be trusted; undefined: it can. Missing parts are judged by what exists above them. */
export function distrust(path: string): string | undefined {
  const me = process.getuid?.() ?? 0;
  for (let at = path, child = ""; ; child = at, at = dirname(at)) {
    const found = ownershipOf(at);
    if (found !== undefined) {
      if (found.kind === "link" && at === path) return `${at} is a symbolic link; name what it leads to`;
      if (found.kind !== "dir" && found.kind !== "link") return `${at} is not a directory`;
      if (found.uid !== me && found.uid !== 0) return `${at} belongs to ${nameOfUser(found.uid)}`;
      const writable = found.kind === "dir" && isWritableByOthers(found, me);
      const sticky = (found.mode & 0o1000) !== 0 && child !== "";
      if (writable && !sticky) return `${at} is writable by others (mode ${found.mode.toString(8)})`;
    }
    if (at === "/" || at === ".") return undefined;
  }
}

/**
 * Why a directory that is not ours cannot be adopted; undefined: it can. What is said to the supervisor of one that
 * others can write to could be made to reach another service's.
 */
export function distrustAdoption(path: string): string | undefined {
  return inodeOf(path) === "" ? undefined : distrust(realPath(path));
}

/** A user's own group may write where he alone is its member by convention (umask 002); root has no such group. */
function isWritableByOthers(found: { uid: number; gid: number; mode: number }, me: number): boolean {
  if ((found.mode & 0o002) !== 0) return true;
  const privateGroup = me !== 0 && found.uid === me && found.gid === process.getgid?.();
  return (found.mode & 0o020) !== 0 && !privateGroup && found.gid !== 0;
}
