/**
 * multilog's patterns: which lines a log keeps. A pattern must match the whole line; `*` stands for the longest run
 * without the pattern's next character, a final `*` for anything (semantics 6.1). Only a line's first bytes are looked at,
 * without stamp and prefix.
 */

/** Bytes of a line that patterns see, as in multilog. */
export const PATTERN_WINDOW = 1000;

export interface Filter {
  readonly rules: readonly { readonly selects: boolean; readonly pattern: Uint8Array }[];
}

/** `+pattern` selects a deselected line, `-pattern` deselects a selected one. Throws for anything else. */
export function parseFilter(patterns: readonly string[]): Filter {
  const encoder = new TextEncoder();
  return {
    rules: patterns.map((text) => {
      if (text[0] !== "+" && text[0] !== "-") throw new Error(`filter ${text}: must begin with + or -`);
      return { selects: text[0] === "+", pattern: encoder.encode(text.slice(1)) };
    }),
  };
}

/** Every line starts selected; each rule may turn the decision. `line` is without its newline. */
export function isSelected(filter: Filter, line: Uint8Array): boolean {
  const window = line.length > PATTERN_WINDOW ? line.subarray(0, PATTERN_WINDOW) : line;
  let selected = true;
  for (const { selects, pattern } of filter.rules)
    if (selected !== selects && matches(pattern, window)) selected = selects;
  return selected;
}

const STAR = 0x2a;

/** Whether the whole of `line` fits the pattern. Linear: a star never looks back. */
export function matches(pattern: Uint8Array, line: Uint8Array): boolean {
  let at = 0;
  for (let i = 0; i < pattern.length; i++) {
    const wanted = pattern[i];
    if (wanted !== STAR) {
      if (at >= line.length || line[at++] !== wanted) return false;
      continue;
    }
    const next = pattern[i + 1];
    if (next === undefined) return true;
    const found = line.indexOf(next, at);
    if (found < 0) return false;
    at = found;
  }
  return at === line.length;
}
