/**
 * Parts of the program: CommonJS files beside the running one, compiled with the code cache that the build left for
 * each. V8 refuses a cache of another version, of other flags or for a text of other length; one of another text of the
 * same length is told by its last line. The text then counts.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";

/** What `NAME.cjs` exports. */
export function loadPart(name: string): unknown {
  const path = join(__dirname, `${name}.cjs`);
  const text = readFileSync(path, "utf8");
  return runPart(compilePart(path, text, cacheOf(path, text)), path);
}

/** Compiles the text of a CommonJS file; with a cache that fits, little is left to do. */
export function compilePart(path: string, text: string, cachedData: Buffer | undefined): Script {
  const whole = `(function (exports, require, module, __filename, __dirname) {${text}\n})`;
  return new Script(whole, { filename: path, ...(cachedData !== undefined && { cachedData }) });
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

/** The cache of a file with this text; undefined: there is none, or of another build. */
export function cacheOf(path: string, text: string): Buffer | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(cachePath(path));
  } catch {
    return undefined;
  }
  const end = bytes.length - MARK_LENGTH;
  return end > 0 && bytes.toString("latin1", end) === markOf(text) ? bytes.subarray(0, end) : undefined;
}

/** The end of a text, by which its cache is known: the build puts a hash of all before it there. */
export const markOf = (text: string): string => text.slice(-MARK_LENGTH);

/** `// ` and SHA-256 in hexadecimal digits. */
export const MARK_LENGTH = 67;
