/** What is in a directory, by name: one call instead of one for each file somebody might have put there. */
import { readdirSync } from "node:fs";

/** Names in a directory; none when it cannot be read. */
export function namesIn(path: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(path));
  } catch {
    return new Set();
  }
}
