/** What the benchmarks and tests find on this machine. */
import { accessSync, constants } from "node:fs";

/** Whether a program of this name may be executed; the system's own folders count although they may not be in the path. */
export function isInstalled(program: string): boolean {
  const folders = `${process.env.PATH ?? ""}:/usr/sbin:/sbin:/usr/bin:/bin`.split(":");
  return folders.some((folder) => {
    try {
      accessSync(`${folder}/${program}`, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
