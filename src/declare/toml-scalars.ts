/** Numbers and dates of TOML 1.0, from the word as written to a value. Exact: what the grammar does not allow is refused. */
import type { Kind, TomlScalar } from "./positions.ts";

export interface Scalar {
  readonly value: TomlScalar;
  readonly kind: Kind;
}

/** Why a word is no value. */
export interface BadScalar {
  readonly code: string;
  readonly message: string;
  readonly help?: string;
}

/** A date-time without offset: `toISOString` has no `Z`. */
export class LocalDateTime extends Date {
  readonly isFloating = true;
  override toISOString(): string {
    return super.toISOString().slice(0, -1);
  }
}

/** Midnight UTC of the day; `toISOString` is the day alone. */
export class LocalDate extends Date {
  readonly isFloating = true;
  readonly isDate = true;
  override toISOString(): string {
    return super.toISOString().slice(0, 10);
  }
}

/** That time on the first day of year 0, UTC; `toISOString` is the time alone. */
export class LocalTime extends Date {
  readonly isFloating = true;
  readonly isTime = true;
  override toISOString(): string {
    return super.toISOString().slice(11, -1);
  }
}

/** Longest word at `offset` that could be a number or date; a date and a time may have one space between them. */
export function scalarWord(text: string, offset: number): string {
  WORD.lastIndex = offset;
  return WORD.exec(text)?.[0] ?? "";
}

/** Value of a word, or why it has none. */
export function scalarFrom(word: string): Scalar | BadScalar {
  if (DECIMAL.test(word) || /^0(x|o|b)/.test(word)) return integerFrom(word);
  if (FLOAT.test(word)) return { value: Number(word.replaceAll("_", "")), kind: "float" };
  const special = /^([+-]?)(inf|nan)$/.exec(word);
  if (special !== null)
    return { value: specialFloat(special[1] === "-", special[2] === "nan"), kind: "float" };
  const date = DATE_TIME.exec(word)?.groups;
  if (date !== undefined) return dateFrom(word, date);
  return { code: "E0010", message: `\`${word}\` is not a value`, ...whyNot(word) };
}

const WORD = /\d{4}-\d{2}-\d{2} (?=\d{2}:)[\w:.+-]*|[\w:.+-]+/y;
const DECIMAL = /^[+-]?(0|[1-9](_?\d)*)$/;
const RADIX = /^0(x[\da-fA-F](_?[\da-fA-F])*|o[0-7](_?[0-7])*|b[01](_?[01])*)$/;
const FLOAT = /^[+-]?(0|[1-9](_?\d)*)(\.\d(_?\d)*)?([eE][+-]?\d(_?\d)*)?$/;
const DATE_TIME =
  /^(?:(?<y>\d{4})-(?<mo>\d{2})-(?<d>\d{2}))?(?<sep>[Tt ]?)(?:(?<h>\d{2}):(?<mi>\d{2}):(?<s>\d{2})(?<f>\.\d+)?(?<z>[Zz]|[+-]\d{2}:\d{2})?)?$/;

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

function integerFrom(word: string): Scalar | BadScalar {
  const digits = word.replaceAll("_", "");
  if (!DECIMAL.test(word) && !RADIX.test(word)) {
    const name = { x: "hexadecimal", o: "octal", b: "binary" }[word[1] ?? ""] ?? "";
    return { code: "E0010", message: `\`${word}\` is not a ${name} integer` };
  }
  const near = Number(digits);
  if (Number.isSafeInteger(near)) return { value: near === 0 ? 0 : near, kind: "integer" };
  const exact = digits.startsWith("-") ? -BigInt(digits.slice(1)) : BigInt(digits.replace(/^\+/, ""));
  if (exact >= INT64_MIN && exact <= INT64_MAX) return { value: exact, kind: "integer" };
  return {
    code: "E0012",
    message: `the integer ${word} does not fit 64 bits`,
    help: `from ${INT64_MIN} to ${INT64_MAX}`,
  };
}

function specialFloat(negative: boolean, nan: boolean): number {
  if (nan) return Number.NaN;
  return negative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function dateFrom(word: string, part: Record<string, string | undefined>): Scalar | BadScalar {
  const { y, mo, d, sep, h, mi, s, f = "", z } = part;
  const hasDate = y !== undefined;
  const hasTime = h !== undefined;
  if ((!hasDate && !hasTime) || (hasDate && hasTime) !== (sep !== "") || (z !== undefined && !hasDate))
    return { code: "E0013", message: `\`${word}\` is not a date or time`, help: DATE_HELP };
  const wrong =
    (hasDate ? wrongDay(y, mo ?? "", d ?? "") : "") || (hasTime ? wrongTime([h, mi ?? "", s ?? ""], z) : "");
  if (wrong !== "") return { code: "E0013", message: `\`${word}\` is not a date or time: ${wrong}` };
  const day = `${y}-${mo}-${d}`;
  const time = `${h}:${mi}:${s}${f}`;
  if (!hasTime) return { value: new LocalDate(`${day}T00:00:00Z`), kind: "local-date" };
  if (!hasDate) return { value: new LocalTime(`0000-01-01T${time}Z`), kind: "local-time" };
  if (z === undefined) return { value: new LocalDateTime(`${day}T${time}Z`), kind: "local-datetime" };
  return { value: new Date(`${day}T${time}${z.toUpperCase()}`), kind: "offset-datetime" };
}

const DATE_HELP = "dates are 1979-05-27, times 07:32:00, both 1979-05-27T07:32:00Z";

function wrongDay(year: string, month: string, day: string): string {
  const y = Number(year);
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1];
  if (days === undefined) return `there is no month ${month}`;
  const d = Number(day);
  return d < 1 || d > days ? `month ${month} of ${year} has no day ${day}` : "";
}

function wrongTime(
  [hour, minute, second]: readonly [string, string, string],
  zone: string | undefined,
): string {
  if (Number(hour) > 23) return `there is no hour ${hour}`;
  if (Number(minute) > 59) return `there is no minute ${minute}`;
  if (Number(second) > 59) return `there is no second ${second}`;
  const offset = /^[+-](\d\d):(\d\d)$/.exec(zone ?? "");
  return offset !== null && (Number(offset[1]) > 23 || Number(offset[2]) > 59)
    ? `there is no offset ${zone}`
    : "";
}

function whyNot(word: string): { help?: string } {
  if (/^[+-]?0\d/.test(word)) return { help: "numbers have no leading zeros; octal is 0o17" };
  if (/__|_$|_\.|\._|_e/i.test(word)) return { help: "an underscore stands between two digits" };
  if (/\.$|\.e|^[+-]?\./i.test(word)) return { help: "a digit stands on both sides of the point" };
  if (/^\d+(\.\d+)?[a-zA-Z]+$/.test(word)) return { help: `sizes and durations need quotes: "${word}"` };
  return { help: `a string needs quotes: "${word}"` };
}
