/** What a scan directory holds, for commands that only look. */
import { readdirSync, readlinkSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { DEF, LOG } from "../protocol/names.ts";
import { codeOf } from "./os-error.ts";

export interface ServiceEntry {
  readonly name: string;
  readonly path: string;
  readonly hasLogger: boolean;
  /** Hash of the definition that is in place (the store's name for it); undefined: not activated by svforge. */
  readonly definition: string | undefined;
}

/** Service directories in byte order of their names; dot-names, files and dangling links are none. Throws ENOENT. */
export function listServiceEntries(scanDir: string): ServiceEntry[] {
  return readdirSync(scanDir)
    .filter((name) => !name.startsWith(".") && isDirectory(join(scanDir, name)))
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map((name) => {
      const path = join(scanDir, name);
      return { name, path, hasLogger: isDirectory(join(path, LOG)), definition: definitionOf(path) };
    });
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch (error) {
    if (codeOf(error) === "EACCES" || codeOf(error) === "ELOOP") return false;
    throw error;
  }
}

function definitionOf(directory: string): string | undefined {
  try {
    return basename(readlinkSync(join(directory, DEF))).split("-", 1)[0];
  } catch {
    return undefined;
  }
}
