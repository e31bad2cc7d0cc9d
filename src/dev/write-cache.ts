/** Writes the code cache of a part as `os/load-part.ts` takes it. */
import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Script } from "node:vm";
import { cachePath, markOf } from "../os/load-part.ts";

/** Puts the mark at the end of a part that was just built. */
export function markPart(path: string): void {
  const text = readFileSync(path, "utf8");
  writeFileSync(path, `${text}// ${createHash("sha256").update(text).digest("hex")}`);
}

/** Leaves beside the file at `path` what V8 has compiled of it by now. */
export function writeCacheOf(path: string, script: Script): void {
  const cache = cachePath(path);
  writeFileSync(
    `${cache}.new`,
    Buffer.concat([script.createCachedData(), Buffer.from(markOf(readFileSync(path, "utf8")))]),
  );
  renameSync(`${cache}.new`, cache);
}
