/**
 * Writers that number their lines, and the proof that a log holds each line once, whole and in order. A writer's name is
 * its run (pid and start second); it notes now and then how far it is, so that what is missing at the end is seen as well.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Ledger {
  readonly runs: number;
  readonly lines: number;
}

/**
 * Body of a `run` that writes numbered lines until it is ended; after every `batch` lines it notes the number in
 * `notes/`, then pauses for `pause` seconds.
 */
export function numberedWriter(notes: string, { batch = 200, pause = "0.05" } = {}): string {
  return `
mkdir -p '${notes}'
RUN=$$-$(date +%s%N)
trap 'exit 0' TERM
n=0
while :; do
  i=0
  while [ $i -lt ${batch} ]; do
    n=$((n+1)); i=$((i+1))
    echo "$RUN $n the quick brown fox jumps over the lazy dog ."
  done
  echo $n > '${notes}'/$RUN.new && mv '${notes}'/$RUN.new '${notes}'/$RUN
  sleep ${pause}
done`;
}

/**
 * Reads a log folder and the writers' notes. Throws when a line is missing, doubled, torn or out of order. Lines that a writer
 * noted in `notes` must be there; those behind its last note may be missing only behind the last one that is there.
 */
export function checkLines(logFolder: string, notes: string | undefined): Ledger {
  const last = new Map<string, number>();
  let lines = 0;
  for (const line of linesIn(logFolder)) {
    const [, run, number] = WHOLE.exec(line) ?? [];
    if (run === undefined)
      throw new Error(`torn line in ${logFolder}: ${JSON.stringify(line.slice(0, 200))}`);
    const expected = (last.get(run) ?? 0) + 1;
    if (Number(number) !== expected)
      throw new Error(`${logFolder}: run ${run}: line ${number} where ${expected} belongs`);
    last.set(run, expected);
    lines += 1;
  }
  for (const run of notes === undefined ? [] : readdirSync(notes).filter((name) => !name.endsWith(".new"))) {
    const noted = Number(readFileSync(join(notes ?? "", run), "utf8"));
    if ((last.get(run) ?? 0) < noted)
      throw new Error(
        `${logFolder}: run ${run}: ${noted} lines were written, ${last.get(run) ?? 0} are there`,
      );
  }
  return { runs: last.size, lines };
}

const WHOLE = /^(\d+-\d+) (\d+) the quick brown fox jumps over the lazy dog \.$/;

/** Lines of rotated files, oldest first, and of `current`. */
function linesIn(folder: string): string[] {
  const names = readdirSync(folder);
  const rotated = names.filter((name) => name.startsWith("@")).sort();
  const files = [...rotated, ...names.filter((name) => name === "current")];
  const text = files.map((name) => readFileSync(join(folder, name), "latin1")).join("");
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
