/** Sizes, durations and octal modes as written in a declaration. Each reader gives undefined for what it cannot read. */
import type { Duration } from "./service.ts";

const DURATION_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const SIZE_BYTES: Readonly<Record<string, number>> = {
  "": 1,
  B: 1,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  T: 2 ** 40,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
};

/** `"500ms" "30s" "5m" "48h" "1d" "infinity"` in milliseconds. A number without a unit is refused. */
export function durationFrom(text: string): Duration | undefined {
  if (text === "infinity") return "infinity";
  return scaled(/^(\d+)(ms|s|m|h|d|w)$/.exec(text), DURATION_MS);
}

/** `4096`, `"10K"` (1024), `"10KB"` (1000) in bytes. */
export function sizeFrom(value: string | number): number | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  return scaled(/^(\d+)((?:[KMGT](?:iB|B)?)|B|)$/.exec(value), SIZE_BYTES);
}

/** `"0755"` as a number. */
export function octalFrom(text: string): number | undefined {
  return /^[0-7]{3,5}$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

/** Shortest way to write a duration: what `durationFrom` reads back as the same. */
export function durationText(duration: Duration): string {
  return duration === "infinity" ? duration : shortest(duration, DURATION_MS, "ms");
}

/** Shortest way to write a size. */
export function sizeText(bytes: number): string {
  return shortest(bytes, { "": 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 }, "");
}

function scaled(match: RegExpExecArray | null, units: Readonly<Record<string, number>>): number | undefined {
  const result = Number(match?.[1]) * (units[match?.[2] ?? ""] ?? Number.NaN);
  return Number.isSafeInteger(result) ? result : undefined;
}

function shortest(value: number, units: Readonly<Record<string, number>>, smallest: string): string {
  let best = smallest;
  for (const [unit, factor] of Object.entries(units))
    if (value > 0 && value % factor === 0 && factor > (units[best] ?? 0)) best = unit;
  return `${value / (units[best] ?? 1)}${best}`;
}
