/** Fingerprints of plan values: SHA-256 over a form of JSON that has one spelling for one value. */
import { createHash, hash } from "node:crypto";
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
  return hash("sha256", data);
}

/** SHA-256 of a value's canonical JSON. */
export function digestOf(value: Json): string {
  return sha256(canonicalJson(value));
}

/** The same for a large value, whose text is never in memory as a whole. */
export function digestOfLarge(value: Json): string {
  const digest = createHash("sha256");
  const writer = new Writer((text) => digest.update(text));
  writer.write(value);
  return digest.update(writer.text).digest("hex");
}

/** JSON without blanks, keys in UTF-8 order, undefined members left out: equal values give equal text. */
export function canonicalJson(value: Json): string {
  const writer = new Writer(undefined);
  writer.write(value);
  return writer.text;
}

/** Text so far; handed on and forgotten whenever it is long, if there is somebody to hand it to. */
class Writer {
  text = "";
  readonly #handOn: ((text: string) => void) | undefined;

  constructor(handOn: ((text: string) => void) | undefined) {
    this.#handOn = handOn;
  }

  write(value: Json): void {
    if (Array.isArray(value)) this.#writeList(value);
    else if (typeof value === "object" && value !== null)
      this.#writeTable(value as { readonly [key: string]: Json | undefined });
    else this.text += JSON.stringify(value);
  }

  #writeList(list: readonly Json[]): void {
    let before = "[";
    for (const item of list) {
      this.text += before;
      this.write(item);
      before = ",";
      if (this.text.length > LONG) this.#empty();
    }
    this.text += before === "[" ? "[]" : "]";
  }

  #writeTable(table: { readonly [key: string]: Json | undefined }): void {
    let before = "{";
    for (const key of Object.keys(table).sort(byteOrder)) {
      const member = table[key];
      if (member === undefined) continue;
      this.text += `${before}${JSON.stringify(key)}:`;
      this.write(member);
      before = ",";
    }
    this.text += before === "{" ? "{}" : "}";
  }

  #empty(): void {
    if (this.#handOn === undefined) return;
    this.#handOn(this.text);
    this.text = "";
  }
}

/** Characters. */
const LONG = 65_536;
