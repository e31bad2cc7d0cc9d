/**
 * `npm run bench [-- PART…] [--rounds N] [--only TABLE] [--guest HOW] [--write]`: runs the benchmarks, prints their tables, and
 * keeps the figures in `bench/results/`. `--only` measures one table of a part and leaves the others as they were. `--guest`,
 * given by `bench/guest.sh`, says that this is a guest machine, and how it is run: its figures are kept apart. `--write` also
 * makes `docs/benchmarks.md` of everything in there and of `bench/behind.md`.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** A report of `bench/harness.ts`, which `src/` may not import; here it is only passed on. */
interface Report {
  readonly title: string;
  readonly rows: readonly unknown[];
}

/** What a file of `bench/` exports. */
interface Part {
  readonly run: (options: Options) => Promise<Report | readonly Report[]>;
}

interface Options {
  /** Undefined: the part's own. */
  readonly rounds?: number;
  /** One table of the part, by its name; a part without names ignores it. */
  readonly only?: string;
}

/** The harness as built beside the parts: `src/` may not import from `bench/` at run time. */
interface Harness {
  readonly markdown: (report: Report) => string;
  readonly machine: () => string;
}

/** Of `bench/page.ts`, likewise. */
interface Page {
  readonly benchmarkPage: (parts: readonly Kept[], behind: string) => string;
}

interface Kept {
  readonly machine: string;
  readonly guest?: string;
  readonly date: string;
  readonly reports: readonly Report[];
}

const PARTS_FOLDER = "dist/bench";
const RESULTS_FOLDER = "bench/results";
const PAGE = "docs/benchmarks.md";
/** The end of the page, written by hand: where svforge is behind, and why. */
const BEHIND = "bench/behind.md";
const NOT_PARTS: ReadonlySet<string> = new Set(["harness", "page"]);

const { names, options, guest, write } = readArguments(process.argv.slice(2));
const harness = await load<Harness>("harness");
const page = await load<Page>("page");
for (const name of names) await runPart(name);
if (write) writePage();

function readArguments(words: readonly string[]): {
  names: readonly string[];
  options: Options;
  guest: string | undefined;
  write: boolean;
} {
  const known = readdirSync(PARTS_FOLDER)
    .filter((file) => file.endsWith(".js"))
    .map((file) => file.replace(/\.js$/, ""))
    .filter((name) => !NOT_PARTS.has(name));
  const rest = [...words];
  const argumentOf = (option: string): string | undefined => {
    const at = rest.indexOf(option);
    return at < 0 ? undefined : rest.splice(at, 2)[1];
  };
  const [roundsWord, only, guest] = ["--rounds", "--only", "--guest"].map(argumentOf);
  const rounds = roundsWord === undefined ? undefined : Number(roundsWord);
  if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0)) usage("--rounds wants a number");
  const chosen = rest.filter((word) => word !== "--write");
  const strange = chosen.find((word) => !known.includes(word));
  if (strange !== undefined) usage(`there is no part ${strange}; parts: ${known.join(" ")}`);
  return {
    names: chosen.length === 0 ? known : chosen,
    options: {
      ...(rounds === undefined ? {} : { rounds }),
      ...(only === undefined ? {} : { only }),
    },
    guest,
    write: rest.includes("--write"),
  };
}

function usage(reason: string): never {
  console.error(`bench: ${reason}`);
  process.exit(64);
}

async function load<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(`${PARTS_FOLDER}/${name}.js`).href)) as T;
}

async function runPart(name: string): Promise<void> {
  const { run } = await load<Part>(name);
  const result = await run(options).catch(tellUnknownTable);
  const reports: readonly Report[] = "rows" in result ? [result] : result;
  for (const report of reports) console.log(harness.markdown(report));
  mkdirSync(RESULTS_FOLDER, { recursive: true });
  const file = `${RESULTS_FOLDER}/${name}${guest === undefined ? "" : ".guest"}.json`;
  const kept: Kept = {
    machine: harness.machine(),
    ...(guest === undefined ? {} : { guest }),
    date: new Date().toISOString().slice(0, 10),
    reports: options.only === undefined ? reports : mergedInto(file, reports),
  };
  writeFileSync(file, `${JSON.stringify(kept, null, 1)}\n`);
}

/** The harness is built into each part, so that its error is known here by its name. */
function tellUnknownTable(error: unknown): never {
  if (error instanceof Error && error.name === "UnknownTable") usage(error.message);
  throw error;
}

/** Earlier reports with the new ones in their places. */
function mergedInto(file: string, reports: readonly Report[]): readonly Report[] {
  const earlier = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Kept).reports : [];
  const fresh = new Map(reports.map((report) => [report.title, report]));
  const merged = earlier.map((report) => fresh.get(report.title) ?? report);
  return [...merged, ...reports.filter((report) => !merged.includes(report))];
}

function writePage(): void {
  const parts = readdirSync(RESULTS_FOLDER)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => JSON.parse(readFileSync(`${RESULTS_FOLDER}/${file}`, "utf8")) as Kept);
  writeFileSync(PAGE, page.benchmarkPage(parts, readFileSync(BEHIND, "utf8")));
}
