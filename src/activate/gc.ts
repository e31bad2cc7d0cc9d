/** What may go: old generations and the definitions nobody refers to any more. */
import { linkTarget, listNames } from "../os/live-tree.ts";
import type { Operations } from "../os/operations.ts";
import { environmentValue } from "../os/process-facts.ts";
import { readServiceStatus } from "../os/service-status.ts";
import { DEF_VARIABLE } from "../protocol/names.ts";
import { followed } from "./flip.ts";
import { generationNumbers, readGeneration, readResult } from "./generations.ts";
import { generationFile, readPointer, type StatePaths, storeName } from "./paths.ts";

export interface Garbage {
  readonly generations: readonly number[];
  /** Folders of the store. */
  readonly definitions: readonly string[];
}

/**
 * Finds what is not needed: all but the last `keep` good generations, the one in force, the one being tried and
 * whatever is younger than the oldest kept; and definitions that no kept generation, live directory or process uses.
 */
export function findGarbage(state: StatePaths, scanDir: string, keep: number): Garbage {
  const numbers = generationNumbers(state);
  const kept = keptGenerations(state, numbers, keep);
  const used = new Set(kept.flatMap((n) => definitionsOf(state, n)));
  for (const name of liveDefinitions(state, scanDir)) used.add(name);
  const running = runningHashes(scanDir);
  const stored = (listNames(state.store) ?? []).map((n) => n.name);
  return {
    generations: numbers.filter((n) => !kept.includes(n)),
    definitions: stored.filter((name) => !used.has(name) && !running.has(name.slice(0, 64))),
  };
}

/** Removes it: generations first, so that none ever refers to a definition that is gone. */
export function collect(ops: Operations, state: StatePaths, garbage: Garbage): void {
  for (const number of garbage.generations) {
    const path = `${state.generations}/${generationFile(number)}`;
    ops.remove(path);
    ops.remove(path.replace(".json", ".result"));
  }
  if (garbage.generations.length > 0) ops.syncDirectory(state.generations);
  for (const name of garbage.definitions) ops.removeTree(`${state.store}/${name}`);
}

function keptGenerations(state: StatePaths, numbers: readonly number[], keep: number): number[] {
  const pointed = [state.good, state.trial].map((pointer) => readPointer(linkTarget(pointer)));
  const good = numbers.filter((n) => readResult(state, n)?.outcome === "good" || pointed.includes(n));
  const oldest = good.slice(-Math.max(1, keep))[0] ?? 0;
  return numbers.filter((n) => n >= oldest || pointed.includes(n));
}

function definitionsOf(state: StatePaths, number: number): string[] {
  const services = readGeneration(state, number)?.manifest.services ?? [];
  return services.map((s) => storeName(s.hash, s.dirName));
}

/** Dot-names too: a directory that is being retired still uses its definition. */
function liveDefinitions(state: StatePaths, scanDir: string): string[] {
  const targets = (listNames(scanDir) ?? []).map(({ name }) => followed(`${scanDir}/${name}`) ?? "");
  return targets.filter((t) => t.startsWith(`${state.store}/`)).map((t) => t.slice(state.store.length + 1));
}

function runningHashes(scanDir: string): Set<string> {
  const hashes = new Set<string>();
  for (const { name } of listNames(scanDir) ?? []) {
    const pid = readServiceStatus(`${scanDir}/${name}`).status?.pid ?? 0;
    const hash = pid === 0 ? undefined : environmentValue(pid, DEF_VARIABLE);
    if (hash !== undefined) hashes.add(hash);
  }
  return hashes;
}
