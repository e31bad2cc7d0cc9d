/** Finding the programs a scenario needs, and why it cannot run without them. */
import { accessSync, constants } from "node:fs";

/** Whether all of them are installed; otherwise a reason. */
export function without(...programs: readonly string[]): string | undefined {
  const missing = programs.filter((name) => !isInstalled(name));
  return missing.length === 0 ? undefined : `no ${missing.join(", ")} here`;
}

/** Root may mount, trace and change users. */
export function unlessRoot(): string | undefined {
  return process.getuid?.() === 0 ? undefined : "needs root";
}

function isInstalled(name: string): boolean {
  const folders = `${process.env.PATH ?? ""}:/usr/sbin:/sbin:/usr/bin:/bin`.split(":");
  return folders.some((folder) => {
    try {
      accessSync(`${folder}/${name}`, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
