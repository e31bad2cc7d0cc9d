/** Services by the names that somebody typed: the entries of a scan directory, and a refusal of what is none. */
import { nearest } from "../diagnostics/suggest.ts";
import { codeOf, reasonOf } from "../os/os-error.ts";
import { listServiceEntries, type ServiceEntry } from "../os/scan-directory.ts";
import { EXIT } from "../protocol/exit-codes.ts";
import { Exit } from "./exit.ts";

/** Entries of a scan directory. Ends `command` with exit 1 when it cannot be listed. */
export function entriesIn(scanDir: string, command: string): readonly ServiceEntry[] {
  try {
    return listServiceEntries(scanDir);
  } catch (error) {
    const why = codeOf(error) === "ENOENT" ? " does not exist" : `: ${reasonOf(error)}`;
    throw new Exit(EXIT.failure, `svforge ${command}: ${scanDir}${why}; name it with --scan-dir or SVDIR`);
  }
}

/** Ends `command` with exit 1 when a name is not known; `where` ends the sentence: `in DIR`, `is declared`. */
export function refuseUnknown(
  names: readonly string[],
  { command, known, where }: { command: string; known: readonly string[]; where: string },
): void {
  const all = new Set(known);
  const unknown = names.filter((name) => !all.has(name));
  if (unknown.length === 0) return;
  const near = unknown.length === 1 ? nearest(unknown[0] ?? "", known) : undefined;
  const hint = near === undefined ? "" : `; did you mean ${near}?`;
  throw new Exit(EXIT.failure, `svforge ${command}: no service ${unknown.join(", ")} ${where}${hint}`);
}
