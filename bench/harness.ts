/**
 * Runs svforge and its peers in turn in one run, and sums up: medians with spread, and the ratio to the best peer.
 * A figure without its peer in the same run is not printed as a comparison.
 */
import { readFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";

/** One measured quantity of one round, by name: `{ "bring-up ms": 812 }`. Smaller is better unless the row says so. */
export type Sample = Readonly<Record<string, number>>;

export interface Variant {
  /** `svforge`, `runit`, `s6` … */
  readonly name: string;
  readonly run: () => Promise<Sample> | Sample;
}

export interface Row {
  readonly figure: string;
  readonly largerIsBetter: boolean;
  /** In the order of the variants; null (reports are kept as JSON) where a variant does not measure it. */
  readonly cells: readonly (Spread | null)[];
  /** svforge's median over the best peer's median; null without a peer, or with one that needs nothing at all. */
  readonly ratio: number | null;
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly runs: number;
}

export interface Report {
  readonly part: string;
  readonly title: string;
  readonly variants: readonly string[];
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
}

/** Runs every variant once a round, in turn, `rounds` times, after one round that is not counted. */
export async function interleave(
  variants: readonly Variant[],
  { rounds, warmUp = true }: { rounds: number; warmUp?: boolean },
): Promise<ReadonlyMap<string, readonly Sample[]>> {
  const samples = new Map<string, Sample[]>(variants.map((v) => [v.name, []]));
  for (let round = warmUp ? -1 : 0; round < rounds; round++) {
    for (const variant of variants) {
      process.stderr.write(`\r${variant.name}: round ${round + 1} of ${rounds}      `);
      const sample = await variant.run();
      if (round >= 0) samples.get(variant.name)?.push(sample);
    }
  }
  process.stderr.write("\r\u001b[K");
  return samples;
}

/** There is no table of the name that `--only` gave; the message names those there are. */
export class UnknownTable extends Error {
  override readonly name = "UnknownTable";
}

/** The sections that `--only` asks for: all, or the one of that name. Throws `UnknownTable` when there is none. */
export function sectionsFor<T extends { readonly name: string }>(
  sections: readonly T[],
  only: string | undefined,
): readonly T[] {
  const chosen = sections.filter(({ name }) => only === undefined || name === only);
  if (chosen.length > 0) return chosen;
  throw new UnknownTable(`there is no table ${only}; tables: ${sections.map((s) => s.name).join(" ")}`);
}

/** Measures the sections that `--only` asks for, one after the other. */
export async function measureSections<T extends { readonly name: string }>(
  sections: readonly T[],
  only: string | undefined,
  measure: (section: T) => Promise<Report>,
): Promise<readonly Report[]> {
  const reports: Report[] = [];
  for (const section of sectionsFor(sections, only)) reports.push(await measure(section));
  return reports;
}

/** Sums samples up; figures in `larger` are better when larger (throughput). */
export function report(options: {
  part: string;
  title: string;
  samples: ReadonlyMap<string, readonly Sample[]>;
  larger?: readonly string[];
  notes?: readonly string[];
}): Report {
  const variants = [...options.samples.keys()];
  const figures = [...new Set([...options.samples.values()].flat().flatMap((s) => Object.keys(s)))];
  const rows = figures.map((figure) => {
    const cells = variants.map((v) => spread((options.samples.get(v) ?? []).flatMap((s) => s[figure] ?? [])));
    const largerIsBetter = options.larger?.includes(figure) ?? false;
    return { figure, largerIsBetter, cells, ratio: ratioToBestPeer(variants, cells, largerIsBetter) };
  });
  return { part: options.part, title: options.title, variants, rows, notes: options.notes ?? [] };
}

/** Median, minimum and maximum; null for no values. */
export function spread(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median =
    sorted.length % 2 === 1
      ? (sorted[middle] as number)
      : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
  return { median, min: sorted[0] as number, max: sorted.at(-1) as number, runs: values.length };
}

function ratioToBestPeer(
  variants: readonly string[],
  cells: readonly (Spread | null)[],
  largerIsBetter: boolean,
): number | null {
  const ours = cells[variants.indexOf("svforge")]?.median;
  const peers = cells.flatMap((c, i) => (c !== null && variants[i] !== "svforge" ? [c.median] : []));
  if (ours === undefined || peers.length === 0) return null;
  const best = largerIsBetter ? Math.max(...peers) : Math.min(...peers);
  return best === 0 ? null : ours / best;
}

/** The report as a Markdown table; without rows, what its notes say. */
export function markdown({ title, variants, rows, notes }: Report): string {
  const head = ["figure", ...variants, "svforge ÷ best peer"];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const body = rows.map((row) =>
    line([
      row.largerIsBetter ? `${row.figure} (larger is better)` : row.figure,
      ...row.cells.map((c) => (c === null ? "" : `${short(c.median)} (${short(c.min)} to ${short(c.max)})`)),
      row.ratio === null ? "" : row.ratio.toFixed(2),
    ]),
  );
  const table = rows.length === 0 ? [] : [line(head), line(head.map(() => "---")), ...body, ""];
  return [`## ${title}`, "", ...table, ...notes.map((n) => `- ${n}`), ""].join("\n");
}

function short(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}

/** What the figures were measured on, for the page that prints them. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const os = /PRETTY_NAME="(.*)"/.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? "Linux";
  const gib = (totalmem() / 2 ** 30).toFixed(0);
  return `${cpus().length} × ${model}, ${gib} GiB, ${os}, kernel ${release().split("-")[0]}, Node ${process.version}`;
}
