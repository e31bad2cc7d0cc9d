import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Makes a new directory for this user alone below TMPDIR, named `PREFIX-XXXXXX`. */
export function makeTemporaryDirectory(prefix: string): string {
  return mkdtempSync(join(tmpdir(), `${prefix}-`));
}

/** Removes a directory made by `makeTemporaryDirectory`, with all it holds; symlinks are not followed. */
export function removeTree(path: string): void {
  rmSync(path, { recursive: true, force: true });
}
