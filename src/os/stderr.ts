/** Lines on standard error without Node's stream, which would make the descriptor non-blocking for every service. */
import { writeSync } from "node:fs";

/** Writes one line. A closed or full standard error loses it: nothing may hold up a supervisor. */
export function writeErrorLine(text: string): void {
  try {
    writeSync(2, `${text}\n`);
  } catch {}
}
