/** Power cuts during an activation: the real code recovers from every disk they may leave (gitops 2.8 as a test). */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { activate, commit, type Order } from "../../src/activate/activate.ts";
import { type Context, DEFAULT_TIMING } from "../../src/activate/context.ts";
import { followed } from "../../src/activate/flip.ts";
import { collect, findGarbage } from "../../src/activate/gc.ts";
import {
  generationNumbers,
  pointedAt,
  readGeneration,
  StateDamaged,
} from "../../src/activate/generations.ts";
import { dismissGuard, postGuard } from "../../src/activate/guard.ts";
import { createInstallation, readInstallation, readMark } from "../../src/activate/installation.ts";
import { observe } from "../../src/activate/observe.ts";
import { GUARD, statePaths } from "../../src/activate/paths.ts";
import { readPending, writePending } from "../../src/activate/pending.ts";
import { rebuild, recover } from "../../src/activate/recover.ts";
import { isStored, storePath } from "../../src/activate/store.ts";
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

/** Order of an activation of `image`, with whatever else it should do. */
async function apply(image: Image, to: Context, hooks: Partial<Order> = {}): Promise<void> {
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
  const order = { plan, observed: observed.entries, entriesOf, by: "test", now: NOW, ...hooks };
  const ending = await activate(to, order);
  expect(ending.outcome).toBe(hooks.beforeCommit === undefined ? "good" : "on-trial");
}

/** What `apply --confirm` does around an activation. */
function guarded(to: Context): Partial<Order> {
  const wait = (generation: number): void => writePending(to.ops, to.state, generation, 300_000);
  return {
    onTrial: async (generation) => {
      wait(generation);
      postGuard(to, ["svforge", "confirm", "--guard"]);
    },
    beforeCommit: (generation) => {
      wait(generation);
      return "leave";
    },
  };
}

/** A disk on which a definition on trial is live and nothing would ever undo it; undefined: no such thing. */
function unguarded(): string | undefined {
  const paths = statePaths(`${root}/state`);
  const good = pointedAt(paths, "good")?.manifest.services ?? [];
  const kept = new Set(good.map((s) => storePath(paths, s)));
  const scan = `${root}/scan`;
  const tried = readdirSync(scan).filter(
    (n) => !n.startsWith(".") && !kept.has(followed(`${scan}/${n}`) ?? ""),
  );
  const services = tried.filter((n) => n !== GUARD);
  if (services.length === 0 || pointedAt(paths, "trial") === undefined) return undefined;
  const whole = readMark(`${scan}/${GUARD}`)?.name === GUARD && readPending(paths) !== undefined;
  const runs = whole && readFileSync(`${scan}/${GUARD}/run`, "utf8").startsWith("#!/bin/sh\n");
  return runs ? undefined : `${services.join()} on trial without a guard`;
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
    // What the user was told is done must be so without anybody laying it out again.
    if (!state.reported) await rebuild(to);
    const good = pointedAt(paths, "good");
    const expected = state.reported ? [numbers.after] : [numbers.before, numbers.after];
    if (!expected.includes(good?.number ?? 0))
      return `generation ${good?.number} instead of ${expected.join(" or ")}`;
    const services = good?.manifest.services ?? [];
    if (readPending(paths) !== undefined) return "still waits for a confirmation";
    const lost = generationNumbers(paths).find((n) => !isComplete(n));
    if (lost !== undefined) return `generation ${lost} lacks a definition`;
    const place = { scanDir: to.scanDir, state: paths, installation: to.installation };
    const found = observe(place).entries.filter((e) => e.dirName !== GUARD);
    if (found.map((e) => e.dirName).join() !== services.map((s) => s.dirName).join())
      return `wrong services ${found.map((e) => e.dirName).join()} instead of ${services.map((s) => s.dirName).join()}`;
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

/** Everything a generation consists of is in the store: it can be gone back to. */
function isComplete(number: number): boolean {
  const state = statePaths(`${root}/state`);
  return readGeneration(state, number)?.manifest.services.every((s) => isStored(state, s)) ?? false;
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
  { stopAfter = 5, model = MODEL, before = (): string | undefined => undefined } = {},
) {
  const found: string[] = [];
  let states = 0;
  for (const state of crashStates(recording, { ...model, random: seeded(1) })) {
    states++;
    materialise(recording, state);
    const fault = before() ?? (await faultAfter(state, numbers));
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

  const onTrial = async (): Promise<Recording> => {
    await apply(OLD, context());
    const recording = new Recording(root);
    const to = context(recording.recorded(operations));
    await apply(NEW, to, guarded(to));
    return recording;
  };

  it("at any moment of one that has to be confirmed leaves the old generation, or a guard to go back to it", {
    timeout: 300_000,
  }, async () => {
    const { found } = await faults(await onTrial(), { before: 1, after: 1 }, { before: unguarded });
    expect(found).toEqual([]);
  });

  it("at any moment of a confirmation keeps what has been confirmed", { timeout: 300_000 }, async () => {
    await onTrial();
    const recording = new Recording(root);
    const to = context(recording.recorded(operations));
    commit(to, 2, NOW);
    recording.reported();
    await dismissGuard(to);
    const { found } = await faults(recording, { before: 1, after: 2 });
    expect(found).toEqual([]);
  });

  it("at any moment of a gc leaves every generation it leaves complete", { timeout: 300_000 }, async () => {
    for (const image of [OLD, NEW, project(imageOf("f")), OLD]) await apply(image, context());
    const recording = new Recording(root);
    const to = context(recording.recorded(operations));
    collect(to.ops, to.state, findGarbage(to.state, to.scanDir, 1));
    recording.reported();
    const { found, states } = await faults(recording, { before: 4, after: 4 });
    expect(found).toEqual([]);
    expect(states).toBeGreaterThan(20);
  });

  it.each<[string, (step: { kind: string; path: string }) => boolean]>([
    ["the guard's files", (s) => s.kind === "sync-file" && s.path.includes(GUARD)],
    ["the guard's directory", (s) => s.path.endsWith(`.new-${GUARD}`)],
    ["the guard's name", (s) => s.path === `${root}/scan`],
    ["the deadline", (s) => s.path.includes("pending.json")],
    ["the pointer to the trial", (s) => s.path === `${root}/state`],
  ])(
    "is noticed to do harm to a confirmation when %s is not forced to disk",
    { timeout: 300_000 },
    async (_, forgotten) => {
      const recording = withoutSyncs(await onTrial(), forgotten);
      const options = { stopAfter: 1, model: MUTANT_MODEL, before: unguarded };
      expect((await faults(recording, { before: 1, after: 1 }, options)).found).toHaveLength(1);
    },
  );

  it("is noticed to do harm when a gc does not force the removal of generations to disk", {
    timeout: 300_000,
  }, async () => {
    for (const image of [OLD, NEW, project(imageOf("f")), OLD]) await apply(image, context());
    const recording = new Recording(root);
    const to = context(recording.recorded(operations));
    collect(to.ops, to.state, findGarbage(to.state, to.scanDir, 1));
    const mutant = withoutSyncs(recording, (s) => s.path.endsWith("/gen"));
    const { found } = await faults(mutant, { before: 4, after: 4 }, { stopAfter: 1, model: MUTANT_MODEL });
    expect(found).toHaveLength(1);
  });

  const inStore = (path: string): boolean => path.startsWith(`${root}/state/store/`);
  it.each<[string, (step: { kind: string; path: string }) => boolean]>([
    ["the files of a definition", (s) => s.kind === "sync-file" && inStore(s.path)],
    ["the directories of a definition", (s) => s.kind === "sync-directory" && inStore(s.path)],
    ["the store", (s) => s.path === `${root}/state/store`],
    ["the generation's file", (s) => s.kind === "sync-file" && s.path.startsWith(`${root}/state/gen/`)],
    ["the folder of generations", (s) => s.path === `${root}/state/gen`],
    ["the pointers", (s) => s.path === `${root}/state`],
    ["the scan directory", (s) => s.path === `${root}/scan`],
    ["the flips", (s) => /\/scan\/[^.]/.test(s.path)],
  ])("is noticed to do harm when %s is not forced to disk", { timeout: 300_000 }, async (_, forgotten) => {
    const recording = withoutSyncs(await record(OLD, NEW), forgotten);
    const { found } = await faults(recording, { before: 1, after: 2 }, { stopAfter: 1, model: MUTANT_MODEL });
    expect(found).toHaveLength(1);
  });
});
