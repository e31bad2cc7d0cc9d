/**
 * Decides what an activation will do: a pure function of what was applied, what is wanted and what is live.
 * Nothing here reads a file; the same three values give the same changes on every machine.
 */

import { byteOrder } from "../compile/byte-order.ts";
import { DOWN } from "../protocol/names.ts";
import type { Change, ChangeClass, Drift, DriftFinding, Effect, Reason } from "./change.ts";
import { type ContentChange, type ContentClass, classify } from "./classify.ts";
import { driftOf } from "./drift.ts";
import { type Manifest, type ServiceRecord, startsDown } from "./manifest.ts";
import type { LiveEntry, Observation } from "./observation.ts";
import { reasonsFor } from "./reasons.ts";
import { wavesOf } from "./waves.ts";

export interface Wanted {
  /** What the last activation left; null: there was none. */
  readonly current: Manifest | null;
  readonly desired: Manifest;
  readonly observed: Observation;
  /** Directory names that may be taken over although they carry no mark of ours. */
  readonly adopt: ReadonlySet<string>;
  readonly onDrift: "refuse" | "overwrite" | "keep";
  readonly allowEssential: boolean;
  readonly allowEmpty: boolean;
}

export interface Comparison {
  /** Sorted by service name. Those of class `none` included. */
  readonly changes: readonly Change[];
  readonly drift: readonly Drift[];
}

/** Compares every service of both sides. */
export function compare(wanted: Wanted): Comparison {
  const context = new Context(wanted);
  const kept = wanted.desired.services.map((after) => context.changeOf(after));
  const removed = context.removals().map((before) => context.removal(before));
  const changes = [...kept, ...removed].sort((a, b) => byteOrder(a.service, b.service));
  return { changes, drift: context.drift.sort((a, b) => byteOrder(a.dirName, b.dirName)) };
}

/** The three sides, indexed, and the rules that need more than one of them. */
class Context {
  readonly drift: Drift[] = [];
  readonly #wanted: Wanted;
  readonly #applied: ReadonlyMap<string, ServiceRecord>;
  readonly #byName: ReadonlyMap<string, ServiceRecord>;
  readonly #desiredDirs: ReadonlySet<string>;
  readonly #live: ReadonlyMap<string, LiveEntry>;
  readonly #waves: ReadonlyMap<string, number>;
  readonly #oldWaves: ReadonlyMap<string, number>;
  readonly #renamed = new Set<string>();

  constructor(wanted: Wanted) {
    const applied = wanted.current?.services ?? [];
    this.#wanted = wanted;
    this.#applied = new Map(applied.map((s) => [s.dirName, s]));
    this.#byName = new Map(applied.map((s) => [s.name, s]));
    this.#desiredDirs = new Set(wanted.desired.services.map((s) => s.dirName));
    this.#live = new Map(wanted.observed.entries.map((e) => [e.dirName, e]));
    this.#waves = wavesOf(wanted.desired.services);
    this.#oldWaves = wavesOf(applied);
  }

  /** What happens to a service that is wanted. */
  changeOf(after: ServiceRecord): Change {
    const from = this.#renameSource(after);
    if (from !== undefined) return this.#rename(from, after);
    const live = this.#live.get(after.dirName);
    const before = this.#applied.get(after.dirName);
    if (live === undefined) return this.#creation(before, after);
    if (live.mark !== "ours" || before === undefined) return this.#adoption(live, after);
    return this.#update(before, after, live);
  }

  /** Applied services that are wanted no more, under any name. */
  removals(): ServiceRecord[] {
    return [...this.#applied.values()].filter(
      (s) => !this.#desiredDirs.has(s.dirName) && !this.#renamed.has(s.dirName),
    );
  }

  /** What happens to a service that is wanted no more. */
  removal(before: ServiceRecord): Change {
    const live = this.#live.get(before.dirName);
    const base = { ...this.#base(before), before, wave: this.#oldWaves.get(before.name) ?? 0 };
    if (live === undefined || live.mark !== "ours") {
      const reasons = [{ code: "gone", subject: before.dirName }];
      return { ...base, class: "remove", effect: "record", reasons };
    }
    const reasons = [{ code: "undeclared", subject: before.name }];
    const pid = live.process?.pid ?? 0;
    const findings = driftOf(before, live);
    if (findings.length > 0 && this.#wanted.onDrift !== "overwrite") {
      return this.#drifted(before, undefined, live, findings);
    }
    const blocked = this.#emptying() ?? this.#essential(before, pid);
    return { ...base, class: "remove", effect: "remove", reasons, pid, ...blocked };
  }

  #creation(before: ServiceRecord | undefined, after: ServiceRecord): Change {
    const code = before === undefined ? "new" : "missing";
    const reasons: Reason[] = [{ code, subject: after.dirName, ...placeOf(after) }];
    return {
      ...this.#base(after),
      class: "create",
      effect: "create",
      reasons,
      after,
      paths: after.files.map((f) => f.path),
    };
  }

  #adoption(live: LiveEntry, after: ServiceRecord): Change {
    const code = live.mark === "none" ? "not-ours" : "another-owner";
    const allowed = this.#wanted.adopt.has(after.dirName) || this.#wanted.adopt.has(after.name);
    return {
      ...this.#base(after),
      class: "adopt",
      effect: allowed ? "replace" : "nothing",
      reasons: [{ code, subject: after.dirName }],
      after,
      pid: live.process?.pid ?? 0,
      paths: after.files.map((f) => f.path),
      ...(allowed ? {} : { blocked: "adopt" as const }),
    };
  }

  #update(before: ServiceRecord, after: ServiceRecord, live: LiveEntry): Change {
    const findings = driftOf(before, live);
    const content = classify(before, after);
    if (findings.length > 0 && !isAlready(after, live)) {
      if (this.#wanted.onDrift !== "overwrite") return this.#drifted(before, after, live, findings);
      return this.#changed(before, after, live, overwriting(content));
    }
    return this.#changed(before, after, live, content);
  }

  #changed(before: ServiceRecord, after: ServiceRecord, live: LiveEntry, content: ContentChange): Change {
    const stale = isStale(before, live);
    const reasons = reasonsFor(before, after, content.paths);
    const common = {
      ...this.#base(after),
      before,
      after: settled(before, after, content.class),
      pid: live.process?.pid ?? 0,
      paths: content.paths,
      logger: content.logger && content.class !== "replace",
    };
    const held = isHeld(before, live);
    const start = enabling(content.paths, before, after);
    if (held && content.class !== "none" && content.class !== "meta") {
      const effect = content.class === "replace" ? "replace" : "flip";
      return { ...common, class: "held", effect, reasons };
    }
    if (start !== undefined && content.class !== "replace") {
      return { ...common, class: "restart", effect: start, reasons, ...this.#stops(start, before, live) };
    }
    if (stale && !held && !["restart", "replace"].includes(content.class)) {
      const reason = { code: "stale-process", subject: `pid ${live.process?.pid ?? 0}` };
      const blocked = this.#essential(before, live.process?.pid ?? 0);
      return {
        ...common,
        class: "restart",
        effect: "restart",
        reasons: [reason, ...reasons],
        after: { ...common.after, accepts: [] },
        ...blocked,
      };
    }
    const effect = EFFECTS[content.class];
    return { ...common, class: content.class, effect, reasons, ...this.#stops(effect, before, live) };
  }

  #drifted(
    before: ServiceRecord,
    after: ServiceRecord | undefined,
    live: LiveEntry,
    findings: DriftFinding[],
  ): Change {
    this.drift.push({ service: before.name, dirName: before.dirName, findings });
    const keep = this.#wanted.onDrift === "keep";
    return {
      ...this.#base(after ?? before),
      class: "drift",
      effect: keep ? "keep" : "nothing",
      reasons: findings.map((f) => ({ code: `drift-${f.what}`, subject: f.path })),
      before,
      ...(after === undefined ? {} : { after }),
      pid: live.process?.pid ?? 0,
      ...(keep ? {} : { blocked: "drift" as const }),
    };
  }

  /** `moved-from` names a service of ours that is gone from the project and still live, and the new name is free. */
  #renameSource(after: ServiceRecord): ServiceRecord | undefined {
    const from = this.#earlierName(after);
    if (from === undefined || from.dirName === after.dirName) return undefined;
    const free = !this.#live.has(after.dirName) && !this.#desiredDirs.has(from.dirName);
    const live = this.#live.get(from.dirName);
    return free && live?.mark === "ours" ? from : undefined;
  }

  /** A rollback goes the other way: the service in force says that it was moved from the wanted name. */
  #earlierName(after: ServiceRecord): ServiceRecord | undefined {
    if (this.#byName.has(after.name)) return undefined;
    if (after.movedFrom !== undefined) return this.#byName.get(after.movedFrom);
    return [...this.#applied.values()].find((s) => s.movedFrom === after.name);
  }

  #rename(from: ServiceRecord, after: ServiceRecord): Change {
    this.#renamed.add(from.dirName);
    const live = this.#live.get(from.dirName) as LiveEntry;
    const change = this.#update(from, after, live);
    if (change.class === "drift") return change;
    const moved: Reason = { code: "moved", subject: from.name };
    const effect = change.effect === "nothing" ? "record" : change.effect;
    const cls: ChangeClass = change.class === "held" ? "held" : "rename";
    const reasons = [moved, ...change.reasons.filter((r) => r.subject !== "moved-from")];
    return { ...change, class: cls, effect, renamedFrom: from.dirName, reasons };
  }

  #base(record: ServiceRecord): Omit<Change, "class" | "effect" | "reasons"> {
    return {
      service: record.name,
      dirName: record.dirName,
      logger: false,
      pid: 0,
      paths: [],
      wave: this.#waves.get(record.name) ?? 0,
    };
  }

  #stops(effect: Effect, before: ServiceRecord, live: LiveEntry): Pick<Change, "blocked"> {
    const stops = effect === "restart" || effect === "replace" || effect === "stop";
    return stops ? (this.#essential(before, live.process?.pid ?? 0) ?? {}) : {};
  }

  #essential(before: ServiceRecord, pid: number): { blocked: "essential" } | undefined {
    const blocked = before.essential && pid !== 0 && !this.#wanted.allowEssential;
    return blocked ? { blocked: "essential" } : undefined;
  }

  #emptying(): { blocked: "emptying" } | undefined {
    const empties = this.#wanted.desired.services.length === 0 && !this.#wanted.allowEmpty;
    return empties ? { blocked: "emptying" } : undefined;
  }
}

const EFFECTS: Record<ContentClass, Effect> = {
  none: "nothing",
  meta: "record",
  lazy: "flip",
  "log-only": "flip",
  reload: "reload",
  restart: "restart",
  replace: "replace",
};

/** Stopped by the operator: supervised, not wanted up, and no `down` file of ours says so. */
function isHeld(before: ServiceRecord, live: LiveEntry): boolean {
  if (live.process === null) return live.heldByFile;
  return live.process.held && !startsDown(before);
}

/** A process that was started from a definition older than the one in place, in a part that matters to it. */
function isStale(before: ServiceRecord, live: LiveEntry): boolean {
  if (live.process?.state !== "up") return false;
  const { running } = live.process;
  if (running === null) return live.process.leftOver === true;
  return running !== before.hash && !before.accepts.includes(running);
}

/** The live definition is the wanted one already, whoever put it there. */
function isAlready(after: ServiceRecord, live: LiveEntry): boolean {
  return driftOf(after, live).length === 0;
}

/** A drifted directory is laid out anew: at least as much as a restart, since nobody knows what ran from it. */
function overwriting(content: ContentChange): ContentChange {
  return content.class === "replace" ? content : { ...content, class: "restart", logger: true };
}

/** `enabled` was switched: the service follows now, not only at the next boot. */
function enabling(
  paths: readonly string[],
  before: ServiceRecord,
  after: ServiceRecord,
): "start" | "stop" | undefined {
  if (!paths.includes(DOWN) || startsDown(before) === startsDown(after)) return undefined;
  return startsDown(after) ? "stop" : "start";
}

/**
 * The record the new generation keeps: an untouched tree keeps its folder in the store, and a process that was not
 * restarted may go on running what it was started from.
 */
function settled(before: ServiceRecord, after: ServiceRecord, content: ContentClass): ServiceRecord {
  const same = content === "none" || content === "meta";
  const restarts = content === "restart" || content === "replace";
  if (same) return { ...after, hash: before.hash, accepts: before.accepts };
  const accepts = restarts ? [] : [before.hash, ...before.accepts].slice(0, REMEMBERED);
  return { ...after, accepts };
}

/** How many definitions back a process may be that nothing had to restart. */
const REMEMBERED = 256;

/** Where the service says what it runs; else where anything about it stands. */
function placeOf({ keys }: ServiceRecord): { at?: string } {
  const placed = keys.filter((k) => k.at !== undefined);
  const at = (placed.find((k) => PROGRAM_KEYS.has(k.key)) ?? placed[0])?.at;
  return at === undefined ? {} : { at };
}

const PROGRAM_KEYS: ReadonlySet<string> = new Set(["command", "script", "service-dir", "up"]);
