/** "Did you mean": the nearest of the valid words, when it is near enough to be what was meant. */

/**
 * The candidate with the smallest Damerau-Levenshtein distance to `word`, case ignored, if that is at most a third of
 * the word's length (at least 1). Ties go to the first in byte order.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    if (Math.min(candidate.length, word.length) < 2) continue;
    const d = distance(word.toLowerCase(), candidate.toLowerCase());
    if (d < bestDistance || (d === bestDistance && best !== undefined && candidate < best)) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}

/** Different words one `Suggester` looks up; a project with more mistakes than that has other worries. */
const LOOKUP_LIMIT = 200;

/** Suggestions from one large set: each word is looked up once, and their number is bounded. */
export class Suggester {
  readonly #candidates: () => readonly string[];
  readonly #known = new Map<string, string | undefined>();

  constructor(candidates: () => readonly string[]) {
    this.#candidates = candidates;
  }

  nearest(word: string): string | undefined {
    if (!this.#known.has(word) && this.#known.size < LOOKUP_LIMIT)
      this.#known.set(word, nearest(word, this.#candidates()));
    return this.#known.get(word);
  }
}

/** Edits (insert, delete, replace, swap of neighbours) between two words. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const replaced = (last[j - 1] ?? 0) + (same ? 0 : 1);
      const best = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      row.push(swap ? Math.min(best, (beforeLast[j - 2] ?? 0) + 1) : best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
