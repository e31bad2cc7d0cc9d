/** Why a service changes, in the user's own words: the keys of the declaration that differ, and where they stand. */

import { byteOrder } from "../compile/byte-order.ts";
import type { Reason } from "./change.ts";
import type { KeyRecord, ServiceRecord } from "./manifest.ts";

/**
 * Keys that differ between two declarations. When none does but files do (a hand-written directory was edited, a
 * newer compiler writes them differently), the files themselves are the reason.
 */
export function reasonsFor(before: ServiceRecord, after: ServiceRecord, paths: readonly string[]): Reason[] {
  const keys = keyReasons(before.keys, after.keys);
  if (keys.length > 0) return keys;
  return paths.map((path) => ({ code: "file-changed", subject: path }));
}

function keyReasons(before: readonly KeyRecord[], after: readonly KeyRecord[]): Reason[] {
  const old = new Map(before.map((k) => [k.key, k]));
  const now = new Map(after.map((k) => [k.key, k]));
  const all = [...new Set([...old.keys(), ...now.keys()])].sort(byteOrder);
  const changed = new Set(all.filter((key) => old.get(key)?.value !== now.get(key)?.value));
  return [...changed]
    .filter((key) => !partsAbove(key).some((above) => changed.has(above)))
    .map((key) => keyReason(key, old.get(key), now.get(key)));
}

/** `limits.nofile` and `limits` for `limits.nofile.soft`: what says the same in one line. */
function partsAbove(key: string): string[] {
  const parts = key.split(".");
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join("."));
}

function keyReason(subject: string, was: KeyRecord | undefined, is: KeyRecord | undefined): Reason {
  const at = is?.at ?? was?.at;
  return {
    code: was === undefined ? "key-added" : is === undefined ? "key-removed" : "key-changed",
    subject,
    ...(was === undefined ? {} : { before: was.value }),
    ...(is === undefined ? {} : { after: is.value }),
    ...(at === undefined ? {} : { at }),
  };
}
