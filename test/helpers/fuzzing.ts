/**
 * One setting for every property test that feeds hostile input. `npm test` runs a short, fixed seed so that it never
 * surprises; `SVFORGE_FUZZ_RUNS=100000 SVFORGE_FUZZ_SEED=$RANDOM npx vitest run test/fuzz-*` looks further. What that finds
 * becomes a file in `test/fixtures/fuzz-seeds/` or a named test.
 */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";

const runs = Number(process.env.SVFORGE_FUZZ_RUNS ?? 0);
const seed = Number(process.env.SVFORGE_FUZZ_SEED ?? 20261121);

/** Options of `fc.assert`: `shortRuns` in `npm test`, more on request. */
export function effort(shortRuns: number): { seed: number; numRuns: number; endOnFailure: boolean } {
  return { seed, numRuns: runs === 0 ? shortRuns : runs, endOnFailure: runs === 0 };
}

const folder = new URL("../fixtures/fuzz-seeds/", import.meta.url);

/** Kept inputs of one kind: `[name, bytes]`. */
export function seeds(kind: string): [name: string, content: Buffer][] {
  return readdirSync(new URL(`${kind}/`, folder))
    .sort()
    .map((name) => [name, readFileSync(new URL(`${kind}/${name}`, folder))]);
}

export interface Cut {
  /** 0 to 1: where in the text. */
  readonly at: number;
  /** How much is replaced. */
  readonly length: number;
  readonly by: string;
}

/** A small damage to a text, of the kinds that break parsers: cut, doubled, replaced by something pointed. */
export function cuts(words: readonly string[]): fc.Arbitrary<readonly Cut[]> {
  const cut = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 12 }),
    by: fc.oneof(fc.constantFrom(...words), fc.string({ unit: "binary", maxLength: 6 }), fc.constant("")),
  });
  return fc.array(cut, { minLength: 1, maxLength: 4 });
}

/** `text` with the cuts made one after the other. */
export function damaged(text: string, damage: readonly Cut[]): string {
  return damage.reduce((left, { at, length, by }) => {
    const start = Math.floor(at * left.length);
    return left.slice(0, start) + by + left.slice(start + length);
  }, text);
}

/** What JSON can hold, hostile keys included. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(
    null,
    [],
    {},
    "",
    0,
    -1,
    1e308,
    JSON.parse('{"__proto__":{"pid":1}}'),
    JSON.parse('{"constructor":1}'),
  ),
);
