/**
 * The stamp before a log line, whoever wrote it: TAI64N (multilog, svlogd -t, s6-log t, ours), or a date and time in UTC
 * (svlogd -tt and -ttt, s6-log T, our iso).
 */

export interface Stamp {
  /** Microseconds since 1970. */
  readonly time: number;
  /** Bytes it takes, with the blank behind it. */
  readonly length: number;
}

const AT = 0x40;
const BLANK = 0x20;
const TAI_LENGTH = 26;
/** 2^62 + 10 as the first 8 hex digits and the rest. */
const TAI_HIGH = 0x40000000;
const TAI_OFFSET = 10;

/** Undefined: the line has none. */
export function parseStamp(line: Uint8Array): Stamp | undefined {
  if (line[0] === AT) return parseTai64n(line);
  if (line[4] !== 0x2d || line[7] !== 0x2d) return undefined;
  const text = String.fromCharCode(...line.subarray(0, 32));
  const match = /^(\d{4})-(\d\d)-(\d\d)[T_ ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z? /.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const ms = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
  const fraction = (match[7] ?? "").padEnd(6, "0").slice(0, 6);
  return { time: ms * 1000 + Number(fraction), length: match[0].length };
}

function parseTai64n(line: Uint8Array): Stamp | undefined {
  if (line.length < TAI_LENGTH || line[TAI_LENGTH - 1] !== BLANK) return undefined;
  const text = String.fromCharCode(...line.subarray(1, TAI_LENGTH - 1));
  const time = tai64nMicroseconds(text);
  return time === undefined ? undefined : { time, length: TAI_LENGTH };
}

/** Microseconds since 1970 of 24 hex digits; undefined when they are none, or far from any date. */
export function tai64nMicroseconds(digits: string): number | undefined {
  if (!/^[0-9a-f]{24}$/.test(digits)) return undefined;
  const high = Number.parseInt(digits.slice(0, 8), 16);
  const low = Number.parseInt(digits.slice(8, 16), 16);
  const nanoseconds = Number.parseInt(digits.slice(16), 16);
  if (high !== TAI_HIGH || nanoseconds >= 1e9) return undefined;
  return (low - TAI_OFFSET) * 1e6 + Math.floor(nanoseconds / 1000);
}
