import { type Command, InvalidArgumentError } from "commander";
import { generationNumbers, pointedAt, readGeneration, readResult } from "../../activate/generations.ts";
import { type StatePaths, statePaths } from "../../activate/paths.ts";
import { visible } from "../../plan/visible.ts";
import type { DirOptions } from "../dirs.ts";
import { table } from "../human.ts";
import { addDirOptions } from "../plan-options.ts";
import { orExit } from "../plan-session.ts";
import { dirsHere } from "../project-dirs.ts";

interface Row {
  readonly generation: number;
  readonly current: boolean;
  readonly at: string;
  readonly by: string;
  readonly commit: string | null;
  readonly dirty: boolean;
  readonly signer: string | null;
  readonly subject: string | null;
  readonly services: number;
  readonly outcome: string;
  readonly detail: string | null;
}

/** `svforge history` */
export function define(command: Command): void {
  addDirOptions(command)
    .description("List what was activated: when, from which commit, by whom, and how it ended.")
    .option("--json", "print JSON (schema/history.schema.json)")
    .option("-n, --last <count>", "only the last generations", count)
    .action(async (options: DirOptions & { json?: boolean; last?: number }) => {
      const rows = rowsOf(statePaths((await dirsHere(options)).stateDir));
      const shown = options.last === undefined ? rows : rows.slice(-options.last);
      process.stdout.write(options.json === true ? json(shown) : text(shown));
    });
}

function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("Expected a number from 1.");
  return Number(text);
}

function json(generations: readonly Row[]): string {
  return `${JSON.stringify({ format: "svforge.history/1", generations }, null, 2)}\n`;
}

function rowsOf(state: StatePaths): Row[] {
  return orExit(() => {
    const good = pointedAt(state, "good")?.number;
    const trial = pointedAt(state, "trial")?.number;
    return generationNumbers(state).map((number) => row(state, number, { good, trial }));
  });
}

function row(
  state: StatePaths,
  number: number,
  { good, trial }: { good: number | undefined; trial: number | undefined },
): Row {
  const generation = readGeneration(state, number);
  const result = readResult(state, number);
  const source = generation?.source ?? {};
  return {
    generation: number,
    current: number === good,
    at: generation?.createdAt ?? "",
    by: generation?.by ?? "",
    commit: source.commit ?? null,
    dirty: source.dirty ?? false,
    signer: source.signer ?? null,
    subject: source.subject ?? null,
    services: generation?.manifest.services.length ?? 0,
    outcome: number === trial ? "on trial" : (result?.outcome ?? "unknown"),
    detail: result?.detail ?? null,
  };
}

function text(rows: readonly Row[]): string {
  if (rows.length === 0) return "nothing was activated yet\n";
  const lines = rows.map((r) => [
    `${r.current ? "*" : " "} ${r.generation}`,
    r.at.replace("T", " ").replace(/\.\d+Z$/, "Z"),
    visible(r.by),
    r.commit === null ? "-" : `${r.commit.slice(0, 7)}${r.dirty ? "+" : ""}`,
    `${r.services}`,
    visible(r.outcome),
    visible(r.detail ?? r.subject ?? ""),
  ]);
  return `${table([["  GEN", "WHEN", "BY", "SOURCE", "SERVICES", "RESULT", ""], ...lines]).join("\n")}\n`;
}
