/** What stands before each line: a stamp and the policy's prefix. */
import type { LogJson } from "../protocol/service-json.ts";
import { tai64nLabel } from "../protocol/tai.ts";

export interface Instant {
  /** Since 1970. */
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** The label of one policy's lines, made anew in the same bytes for each piece: it changes with every one. */
export class LineLabel {
  readonly #policy: Pick<LogJson, "timestamp" | "prefix">;
  #bytes: Uint8Array;
  #seconds = Number.NaN;
  #nanoseconds = Number.NaN;

  /**
   * `tai64n` as multilog writes it; `iso` as `svlogd -ttt` does (UTC, five digits of the fraction), so that changing the
   * target does not change the files.
   */
  constructor(policy: Pick<LogJson, "timestamp" | "prefix">) {
    this.#policy = policy;
    this.#bytes = labelBytes(policy, { seconds: 0, nanoseconds: 0 });
  }

  /** Valid until the next call. */
  at({ seconds, nanoseconds }: Instant): Uint8Array {
    const { timestamp } = this.#policy;
    const isNew = seconds !== this.#seconds || nanoseconds !== this.#nanoseconds;
    if (!isNew || timestamp === "none") return this.#bytes;
    if (timestamp === "iso") this.#bytes = labelBytes(this.#policy, { seconds, nanoseconds });
    else writeTai64n(this.#bytes, seconds, nanoseconds);
    this.#seconds = seconds;
    this.#nanoseconds = nanoseconds;
    return this.#bytes;
  }
}

const encoder = new TextEncoder();

function labelBytes(
  { timestamp, prefix = "" }: Pick<LogJson, "timestamp" | "prefix">,
  time: Instant,
): Uint8Array {
  if (timestamp === "none") return encoder.encode(prefix);
  const stamp = timestamp === "iso" ? isoStamp(time) : tai64nLabel(time.seconds, time.nanoseconds);
  return encoder.encode(`${stamp} ${prefix}`);
}

/** Over a label that is there. Runs for every line of a quiet log: makes no string. */
function writeTai64n(bytes: Uint8Array, unixSeconds: number, nanoseconds: number): void {
  const seconds = unixSeconds + 10;
  writeHex(bytes, 1, 2 ** 30 + Math.floor(seconds / 2 ** 32));
  writeHex(bytes, 9, seconds >>> 0);
  writeHex(bytes, 17, nanoseconds);
}

function writeHex(bytes: Uint8Array, at: number, word: number): void {
  for (let digit = 0; digit < 8; digit++) {
    const value = (word >>> (28 - 4 * digit)) & 15;
    bytes[at + digit] = value + (value < 10 ? ZERO : LETTER_A - 10);
  }
}

const ZERO = 0x30;
const LETTER_A = 0x61;

function isoStamp({ seconds, nanoseconds }: Instant): string {
  const upToSeconds = new Date(seconds * 1000).toISOString().slice(0, 19);
  return `${upToSeconds}.${String(Math.floor(nanoseconds / 10_000)).padStart(5, "0")}`;
}
