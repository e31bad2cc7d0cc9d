/**
 * Parts of the program: CommonJS files beside the running one, compiled with the code cache that the build left for
 * each. V8 refuses a cache of another version, of other flags or for a text of other length; the text then counts.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";

/** What `NAME.cjs` exports. */
export function loadPart(name: string): unknown {
  const path = join(__dirname, `${name}.cjs`);
  return runPart(compilePart(path, cacheOf(path)), path);
}

/** Compiles a CommonJS file; with a cache that fits, little is left to do. */
export function compilePart(path: string, cachedData: Buffer | undefined): Script {
  const text = `(function (exports, require, module, __filename, __dirname) {${readFileSync(path, "utf8")}\n})`;
  return new Script(text, { filename: path, ...(cachedData !== undefined && { cachedData }) });
}

/** Runs a compiled file as `require` would and gives its exports. */
export function runPart(script: Script, path: string): unknown {
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(path), module, path, dirname(path));
  return module.exports;
}

/** Where the build puts the cache of a file. */
export function cachePath(path: string): string {
  return `${path}.cache`;
}

function cacheOf(path: string): Buffer | undefined {
  try {
    return readFileSync(cachePath(path));
  } catch {
    return undefined;
  }
}
