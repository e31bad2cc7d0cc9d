/** Files that come with svforge itself, and folders for what is made from them. */
import { mkdirSync, readFileSync } from "node:fs";
import { ownFile } from "./self.ts";

/** Text of a schema of this installation: `schema/` beside `dist/`. Throws ENOENT for an incomplete installation. */
export function readOwnSchema(name: string): string {
  return readFileSync(ownFile(`../schema/${name}`), "utf8");
}

/** Makes a folder and those above it; existing ones are fine. */
export function makeDirectories(path: string): void {
  mkdirSync(path, { recursive: true });
}
