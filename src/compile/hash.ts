/** Identity of a compiled directory: the only place of the compiler that knows a hash function. */
import { hash } from "node:crypto";
import type { Entry } from "./image.ts";

/**
 * SHA-256 (hex) of a canonical tree. Each entry contributes `kind mode length path` and its bytes; lengths keep two
 * different trees from ever spelling the same stream. `entries` are in byte order already.
 */
export function treeHash(entries: readonly Entry[]): string {
  const parts: Uint8Array[] = [];
  for (const entry of entries) {
    const body =
      entry.kind === "file" ? entry.content : Buffer.from(entry.kind === "symlink" ? entry.target : "");
    const mode = entry.kind === "file" ? entry.mode.toString(8) : "-";
    parts.push(Buffer.from(`${entry.kind} ${mode} ${body.length} ${entry.path}\0`), body);
  }
  return hash("sha256", Buffer.concat(parts));
}
