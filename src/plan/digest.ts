/** Fingerprints of plan values: SHA-256 over a form of JSON that has one spelling for one value. */
import { createHash } from "node:crypto";
import { byteOrder } from "../compile/byte-order.ts";

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** SHA-256 in lower-case hex. Text is taken as UTF-8. */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/** SHA-256 of a value's canonical JSON. */
export function digestOf(value: Json): string {
  return sha256(canonicalJson(value));
}

/** JSON without blanks, keys in UTF-8 order, undefined members left out: equal values give equal text. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => byteOrder(a, b))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member as Json)}`);
  return `{${members.join(",")}}`;
}
