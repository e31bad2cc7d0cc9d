/** Identity of a compiled directory: the only place of the compiler that knows a hash function. */
import { createHash } from "node:crypto";
import type { Entry } from "./image.ts";

/**
 * SHA-256 (hex) of a canonical tree. Each entry contributes `kind mode length path` and its bytes; lengths keep two
 * different trees from ever spelling the same stream. `entries` are in byte order already.
 */
export function treeHash(entries: readonly Entry[]): string {
  const hash = createHash("sha256");
  for (const entry of entries) {
    const body = entry.kind === "file" ? entry.content : entry.kind === "symlink" ? entry.target : "";
    const mode = entry.kind === "file" ? entry.mode.toString(8) : "-";
    const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
    hash.update(`${entry.kind} ${mode} ${length} ${entry.path}\0`);
    hash.update(body);
  }
  return hash.digest("hex");
}
