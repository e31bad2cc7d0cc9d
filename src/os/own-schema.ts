/** Files that come with svforge itself, and folders for what is made from them. */
import { mkdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** Text of a schema of this installation: `schema/` beside `dist/`. Throws ENOENT for an incomplete installation. */
export function readOwnSchema(name: string): string {
  return readFileSync(join(dirname(realpathSync(process.argv[1] ?? "")), "..", "schema", name), "utf8");
}

/** Makes a folder and those above it; existing ones are fine. */
export function makeDirectories(path: string): void {
  mkdirSync(path, { recursive: true });
}
