/** Power cuts during an activation: the real code recovers from every disk they may leave (gitops 2.8 as a test). */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { activate } from "../../src/activate/activate.ts";
import { type Context, DEFAULT_TIMING } from "../../src/activate/context.ts";
import { pointedAt, StateDamaged } from "../../src/activate/generations.ts";
import { createInstallation, readInstallation } from "../../src/activate/installation.ts";
import { observe } from "../../src/activate/observe.ts";
import { statePaths } from "../../src/activate/paths.ts";
import { rebuild, recover } from "../../src/activate/recover.ts";
import { isStored } from "../../src/activate/store.ts";
import type { Image } from "../../src/compile/image.ts";
import { operations } from "../../src/os/operations.ts";
import { driftOf } from "../../src/plan/drift.ts";
import { manifestOf } from "../../src/plan/manifest.ts";
import { makePlan } from "../../src/plan/plan.ts";
import { imageOf, LOGGED, project } from "../helpers/plan-values.ts";
import { type CrashState, crashStates, materialise, Recording, withoutSyncs } from "../helpers/power-cut.ts";

const OLD = project(
  imageOf("a", { files: { run: "old\n", env: null, "env/X": "1" } }),
  imageOf("b"),
  imageOf("e"),
);
const NEW = project(
  imageOf("a", { files: { run: "new\n", env: null, "env/X": "2" } }),
  imageOf("c", { files: LOGGED }),
  imageOf("d", { movedFrom: "e", files: { run: "#!/bin/sh\nexec e\n" } }),
);
const NOW = "2000-01-01T00:00:00.000Z";

let root: string;
beforeEach(() => {
  root = mkdtempSync(`${existsSync("/dev/shm") ? "/dev/shm" : tmpdir()}/svforge-power-`);
  mkdirSync(`${root}/scan`);
  chmodSync(root, 0o755);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function context(ops = operations): Context {
  const state = statePaths(`${root}/state`);
  const scanDir = `${root}/scan`;
  const installation = readInstallation(state) ?? createInstallation(ops, state, scanDir);
  return {
    ops,
    scanDir,
    state,
    installation,
    monitor: "none",
    timing: DEFAULT_TIMING,
    report: () => undefined,
  };
}

async function apply(image: Image, to: Context): Promise<void> {
  const { scanDir, state, installation } = to;
  const good = pointedAt(state, "good");
  const observed = observe({ scanDir, state, installation });
  const plan = makePlan({
    current: good?.manifest ?? null,
    desired: manifestOf(image),
    observed,
    adopt: new Set(),
    onDrift: "refuse",
    allowEssential: false,
    allowEmpty: false,
    base: { generation: good?.number ?? null, lineage: installation.id },
    source: {},
    context: 3,
    contentOf: () => undefined,
  });
  const entriesOf = (record: { hash: string }) => image.services.find((s) => s.hash === record.hash)?.entries;
  const ending = await activate(to, { plan, observed: observed.entries, entriesOf, by: "test", now: NOW });
  expect(ending.outcome).toBe("good");
}

/** Recovers with the real code, and says what is wrong afterwards; undefined: nothing. */
async function faultAfter(
  state: CrashState,
  numbers: { before: number; after: number },
): Promise<string | undefined> {
  const paths = statePaths(`${root}/state`);
  try {
    if (readInstallation(paths) === undefined) return state.reported ? "installation lost" : undefined;
    const to = context();
    await recover(to, NOW);
    await rebuild(to);
    const good = pointedAt(paths, "good");
    const expected = state.reported ? [numbers.after] : [numbers.before, numbers.after];
    if (!expected.includes(good?.number ?? 0))
      return `generation ${good?.number} instead of ${expected.join(" or ")}`;
    const services = good?.manifest.services ?? [];
    const found = observe({ scanDir: to.scanDir, state: paths, installation: to.installation }).entries;
    if (found.map((e) => e.dirName).join() !== services.map((s) => s.dirName).join()) return "wrong services";
    const wrong = services.find(
      (s, i) => found[i] === undefined || !isStored(paths, s) || driftOf(s, found[i]).length > 0,
    );
    if (wrong !== undefined) return `${wrong.name} is not what it should be`;
    const left = readdirSync(to.scanDir).filter((n) => n.startsWith("."));
    return left.length > 0 ? `left over: ${left.join()}` : undefined;
  } catch (error) {
    if (error instanceof StateDamaged) return error.message;
    return error instanceof Error ? error.message : String(error);
  }
}

/** A generator of numbers below 1 that is the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** SVFORGE_TEST_POWER=10 looks at some hundred times as many states (an hour). */
const EFFORT = Number(process.env.SVFORGE_TEST_POWER ?? 0);
const MODEL = { exhaustive: 5 + EFFORT, samples: 4 + 50 * EFFORT };
const MUTANT_MODEL = { exhaustive: 3, samples: 2 };

/** Faults over all crash states, at most `stopAfter` of them. */
async function faults(
  recording: Recording,
  numbers: { before: number; after: number },
  { stopAfter = 5, model = MODEL } = {},
) {
  const found: string[] = [];
  let states = 0;
  for (const state of crashStates(recording, { ...model, random: seeded(1) })) {
    states++;
    materialise(recording, state);
    const fault = await faultAfter(state, numbers);
    if (fault !== undefined) found.push(fault);
    if (found.length >= stopAfter) break;
  }
  return { found, states };
}

async function record(before: Image | null, after: Image): Promise<Recording> {
  if (before !== null) await apply(before, context());
  const recording = new Recording(root);
  await apply(after, context(recording.recorded(operations)));
  recording.reported();
  return recording;
}

describe("a power cut", () => {
  it("at any moment of a change leaves the old generation or the new one, whole", {
    timeout: 300_000,
  }, async () => {
    const recording = await record(OLD, NEW);
    const { found, states } = await faults(recording, { before: 1, after: 2 });
    expect(found).toEqual([]);
    expect(states).toBeGreaterThan(400);
  });

  it("at any moment of the first activation leaves nothing or all", { timeout: 300_000 }, async () => {
    const { found } = await faults(await record(null, OLD), { before: 0, after: 1 });
    expect(found).toEqual([]);
  });

  const inStore = (path: string): boolean => path.startsWith(`${root}/state/store/`);
  it.each<[string, (step: { kind: string; path: string }) => boolean]>([
    ["the files of a definition", (s) => s.kind === "sync-file" && inStore(s.path)],
    ["the directories of a definition", (s) => s.kind === "sync-directory" && inStore(s.path)],
    ["the store", (s) => s.path === `${root}/state/store`],
    ["the generation's file", (s) => s.kind === "sync-file" && s.path.startsWith(`${root}/state/gen/`)],
    ["the folder of generations", (s) => s.path === `${root}/state/gen`],
    ["the pointers", (s) => s.path === `${root}/state`],
  ])("is noticed to do harm when %s is not forced to disk", { timeout: 300_000 }, async (_, forgotten) => {
    const recording = withoutSyncs(await record(OLD, NEW), forgotten);
    const { found } = await faults(recording, { before: 1, after: 2 }, { stopAfter: 1, model: MUTANT_MODEL });
    expect(found).toHaveLength(1);
  });
});
