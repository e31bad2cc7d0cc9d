/** Generations: numbered manifests, two pointers into them, and how each ended. Everything a rollback needs. */

import { linkTarget, listNames, readRegular } from "../os/live-tree.ts";
import { ensureDirectory, type Operations } from "../os/operations.ts";
import { codeOf } from "../os/os-error.ts";
import type { ProcessIdentity } from "../os/proc-stat.ts";
import { type Manifest, manifestHash } from "../plan/manifest.ts";
import type { Source } from "../plan/plan.ts";
import { generationFile, readPointer, type StatePaths } from "./paths.ts";
import type { Since } from "./since.ts";

export const GENERATION_FORMAT = "svforge.generation/1";

export interface Generation {
  readonly format: typeof GENERATION_FORMAT;
  readonly number: number;
  /** The generation in force when this one was tried. */
  readonly parent: number | null;
  /** Wall-clock time, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** Who ran the command. */
  readonly by: string;
  readonly source: Source;
  /** Directories that were down by the operator's hand when it began: they stay so, forwards and backwards. */
  readonly held: readonly string[];
  /** The command that tried it. Absent where /proc is missing, or an earlier version wrote the file. */
  readonly tried?: ProcessIdentity;
  /** Since when each service runs its definition; of the boot of `tried`. */
  readonly since?: Since;
  readonly manifestHash: string;
  readonly manifest: Manifest;
}

export type Outcome = "good" | "rolled-back" | "incomplete" | "interrupted";

export interface Result {
  readonly outcome: Outcome;
  readonly at: string;
  /** What failed, for people. */
  readonly detail?: string;
}

/** A state file that is damaged or from a later version: nothing may be decided from it. */
export class StateDamaged extends Error {}

/** The generation a pointer leads to. Undefined: the pointer is absent. */
export function pointedAt(state: StatePaths, pointer: "good" | "trial"): Generation | undefined {
  const target = linkTarget(state[pointer]);
  if (target === undefined) return undefined;
  const number = readPointer(target);
  if (number === undefined) throw new StateDamaged(`${state[pointer]}: leads to ${target}, not into gen/`);
  const generation = readGeneration(state, number);
  if (generation === undefined) throw new StateDamaged(`${state[pointer]}: ${target} does not exist`);
  return generation;
}

/** Reads one generation. Undefined: there is none of that number. */
export function readGeneration(state: StatePaths, number: number): Generation | undefined {
  const path = `${state.generations}/${generationFile(number)}`;
  const file = readRegular(path, MANIFEST_LIMIT_BYTES);
  if (file === undefined) return undefined;
  let value: Partial<Generation> | null;
  try {
    value = JSON.parse(Buffer.from(file.content).toString("utf8")) as Partial<Generation> | null;
  } catch {
    throw new StateDamaged(`${path}: not JSON`);
  }
  if (value?.format !== GENERATION_FORMAT) throw new StateDamaged(`${path}: format ${String(value?.format)}`);
  const { manifest } = value;
  if (manifest === undefined || manifestHash(manifest) !== value.manifestHash)
    throw new StateDamaged(`${path}: was changed`);
  return value as Generation;
}

const MANIFEST_LIMIT_BYTES = 256 * 1024 * 1024;

/** Numbers of all generations, ascending. */
export function generationNumbers(state: StatePaths): number[] {
  const names = listNames(state.generations) ?? [];
  return names
    .flatMap(({ name }) => (/^\d+\.json$/.test(name) ? [Number.parseInt(name, 10)] : []))
    .sort(ascending);
}

const ascending = (a: number, b: number): number => a - b;

/** Number of the next generation: failed ones keep theirs. */
export function nextNumber(state: StatePaths): number {
  return (generationNumbers(state).at(-1) ?? 0) + 1;
}

/** Writes a generation durably. Its number must be new. */
export function writeGeneration(ops: Operations, state: StatePaths, generation: Generation): void {
  ensureDirectory(ops, state.generations, 0o755);
  const path = `${state.generations}/${generationFile(generation.number)}`;
  const temporary = `${state.generations}/.new`;
  ops.remove(temporary);
  ops.writeFile(temporary, `${JSON.stringify(generation)}\n`, 0o444, true);
  ops.rename(temporary, path);
  ops.syncDirectory(state.generations);
}

/** Points `good` or `trial` at a generation, durably. */
export function point(ops: Operations, state: StatePaths, pointer: "good" | "trial", number: number): void {
  const temporary = `${state.root}/.${pointer}.new`;
  ops.remove(temporary);
  ops.makeSymlink(temporary, `gen/${generationFile(number)}`);
  ops.rename(temporary, state[pointer]);
  ops.syncDirectory(state.root);
}

/** Takes the `trial` pointer away, durably: the activation is over, one way or the other. */
export function endTrial(ops: Operations, state: StatePaths): void {
  ops.remove(state.pending);
  ops.remove(state.trial);
  ops.syncDirectory(state.root);
}

/** Notes how a generation ended. For people: nothing is decided from it. */
export function writeResult(ops: Operations, state: StatePaths, number: number, result: Result): void {
  const path = resultPath(state, number);
  ops.remove(`${path}.new`);
  ops.writeFile(`${path}.new`, `${JSON.stringify(result)}\n`, 0o444, false);
  ops.rename(`${path}.new`, path);
}

/** How a generation ended. Undefined: nobody noted it. */
export function readResult(state: StatePaths, number: number): Result | undefined {
  try {
    const file = readRegular(resultPath(state, number), 65_536);
    return file === undefined ? undefined : (JSON.parse(Buffer.from(file.content).toString()) as Result);
  } catch (error) {
    if (error instanceof SyntaxError || codeOf(error) === "EACCES") return undefined;
    throw error;
  }
}

function resultPath(state: StatePaths, number: number): string {
  return `${state.generations}/${generationFile(number).replace(".json", ".result")}`;
}
