/** Code caches of the parts in `dist/`, left beside them as `os/load-part.ts` takes them. */
import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Script } from "node:vm";
import { asUsual } from "../os/heap.ts";
import { cachePath, compilePart, markOf } from "../os/load-part.ts";

/** Path of the part `dist/NAME.cjs`. */
export function partPath(name: string): string {
  return new URL(`../${name}.cjs`, import.meta.url).pathname;
}

/** Puts the mark at the end of a part that was just built. */
export function markPart(name: string): void {
  const text = textOf(name);
  writeFileSync(partPath(name), `${text}// ${createHash("sha256").update(text).digest("hex")}`);
}

/** Compiles a part anew. */
export function compileNew(name: string): Script {
  return compilePart(partPath(name), textOf(name), undefined);
}

/** Leaves beside the part what V8 has compiled of it by now; what ran may have set other options than V8's own. */
export function writeCacheOf(name: string, script: Script): void {
  asUsual();
  const cache = cachePath(partPath(name));
  writeFileSync(
    `${cache}.new`,
    Buffer.concat([script.createCachedData(), Buffer.from(markOf(textOf(name)))]),
  );
  renameSync(`${cache}.new`, cache);
}

const textOf = (name: string): string => readFileSync(partPath(name), "utf8");
