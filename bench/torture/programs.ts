/** Finding the programs a scenario needs, and why it cannot run without them. */
import { isInstalled } from "../../src/dev/installed.ts";

/** Whether all of them are installed; otherwise a reason. */
export function without(...programs: readonly string[]): string | undefined {
  const missing = programs.filter((name) => !isInstalled(name));
  return missing.length === 0 ? undefined : `no ${missing.join(", ")} here`;
}

/** Root may mount, trace and change users. */
export function unlessRoot(): string | undefined {
  return process.getuid?.() === 0 ? undefined : "needs root";
}
