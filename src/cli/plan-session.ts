/** What `plan`, `apply`, `rollback` and `up` share: the three sides of a plan, read from disk. */

import { nextNumber, pointedAt, StateDamaged } from "../activate/generations.ts";
import { readInstallation } from "../activate/installation.ts";
import { observe, type Place } from "../activate/observe.ts";
import { type StatePaths, statePaths } from "../activate/paths.ts";
import { readTree, storePath } from "../activate/store.ts";
import { distrust } from "../activate/trust.ts";
import { withDefinition } from "../compile/definition.ts";
import type { Entry, Image, ServiceImage } from "../compile/image.ts";
import { type Manifest, manifestOf, plainContent, type ServiceRecord } from "../plan/manifest.ts";
import type { Observation } from "../plan/observation.ts";
import { makePlan, type Plan, type Source } from "../plan/plan.ts";
import { EXIT } from "../protocol/exit-codes.ts";
import type { Dirs } from "./dirs.ts";
import { Exit } from "./exit.ts";

/** What is wanted, and what may be done to get there. Saved with a plan. */
export interface Request {
  readonly desired: Manifest;
  readonly source: Source;
  readonly adopt: readonly string[];
  readonly onDrift: "refuse" | "overwrite" | "keep";
  readonly allowEssential: boolean;
  readonly allowEmpty: boolean;
}

/** Files of definitions by hash: of a fresh image, or of a saved plan. */
export interface Definitions {
  readonly get: (hash: string) => readonly Entry[] | undefined;
}

export interface Session {
  readonly plan: Plan;
  readonly observed: Observation;
  readonly place: Place;
}

/** Reads what was applied and what is live, and makes the plan. Writes nothing. */
export function planFor(dirs: Dirs, request: Request, definitions: Definitions, context = 3): Session {
  const state = statePaths(dirs.stateDir);
  const installation = installationFor(state, dirs.scanDir);
  const good = pointedAtOrExit(state);
  const place = { scanDir: dirs.scanDir, state, installation, good };
  const observed = observe(place);
  const plan = makePlan({
    current: good?.manifest ?? null,
    desired: request.desired,
    observed,
    adopt: new Set(request.adopt),
    onDrift: request.onDrift,
    allowEssential: request.allowEssential,
    allowEmpty: request.allowEmpty,
    base: { generation: good?.number ?? null, next: nextNumber(state), lineage: installation?.id ?? "" },
    source: request.source,
    context,
    contentOf: contentsFrom(state, definitions),
  });
  return { plan, observed, place };
}

/**
 * The installation of a state directory, if there is one. It serves one scan directory: mixing two would take one's
 * services for the other's, which ends the command.
 */
export function installationFor(state: StatePaths, scanDir: string): ReturnType<typeof readInstallation> {
  const installation = orExit(() => readInstallation(state));
  if (installation !== undefined && installation.scanDir !== scanDir) {
    const message = `svforge: state directory ${state.root} belongs to scan directory ${installation.scanDir}, not ${scanDir}; give another --state-dir`;
    throw new Exit(EXIT.invalid, message);
  }
  return installation;
}

function pointedAtOrExit(state: StatePaths): ReturnType<typeof pointedAt> {
  return orExit(() => pointedAt(state, "good"));
}

/** Runs something that reads the state directory; damage there ends the command with a message. */
export function orExit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof StateDamaged) throw new Exit(EXIT.failure, `svforge: fatal: ${error.message}`);
    throw error;
  }
}

/** Ends the command when others could interfere with what is about to be written. */
export function refuseDistrusted(dirs: Dirs): void {
  for (const dir of [dirs.scanDir, dirs.stateDir]) {
    const why = distrust(dir);
    if (why !== undefined) throw new Exit(EXIT.untrusted, `svforge: refusing to work in ${dir}: ${why}`);
  }
}

/** The manifest and the files of a compiled image. */
export function requestFrom(
  image: Image,
  options: Omit<Request, "desired">,
): { request: Request; definitions: Definitions } {
  let services: ReadonlyMap<string, ServiceImage> | undefined;
  const get = (hash: string): readonly Entry[] | undefined => {
    services ??= new Map(image.services.map((s) => [s.hash, s]));
    const service = services.get(hash);
    return service && withDefinition(service).entries;
  };
  return { request: { desired: manifestOf(image), ...options }, definitions: { get } };
}

function contentsFrom(state: StatePaths, definitions: Definitions) {
  const stored = new Map<string, readonly Entry[]>();
  const entriesOf = (record: ServiceRecord, side: "before" | "after"): readonly Entry[] => {
    const fresh = side === "after" ? definitions.get(record.hash) : undefined;
    if (fresh !== undefined) return fresh;
    const path = storePath(state, record);
    const known = stored.get(path) ?? readTree(path);
    stored.set(path, known);
    return known;
  };
  return (side: "before" | "after", record: ServiceRecord, path: string): Uint8Array | undefined => {
    const entry = entriesOf(record, side).find((e) => e.path === path);
    if (entry?.kind === "symlink") return new TextEncoder().encode(entry.target);
    return entry?.kind === "file" ? plainContent(path, entry.content) : undefined;
  };
}
