/** A plan for programs: schema/plan.schema.json. Also the form in which a plan is saved. */
import type { Reason } from "./change.ts";
import type { Json } from "./digest.ts";
import { type FileDiff, hasChanges, PLAN_FORMAT, type Plan, type PlannedChange } from "./plan.ts";
import { countsOf } from "./summary.ts";
import { wordsFor } from "./wording.ts";

/** The plan as a JSON value, deterministic: no time, no host, no path of a machine. */
export function planJson(plan: Plan): { readonly [key: string]: Json } {
  return {
    format: PLAN_FORMAT,
    digest: `sha256:${plan.digest}`,
    lineage: plan.base.lineage,
    base: { generation: plan.base.generation, manifest: named(plan.base.manifest) },
    desired: { manifest: named(plan.desiredHash) },
    project: plan.desired.project,
    target: plan.desired.target,
    source: { ...plan.source },
    supervised: plan.monitor !== "none",
    monitor: plan.monitor,
    applyable: hasChanges(plan) && plan.changes.every((c) => c.blocked === undefined),
    complete: plan.blind.length === 0,
    changes: plan.changes.map(changeJson),
    drift: plan.drift.map((d) => ({
      service: d.service,
      directory: d.dirName,
      files: d.findings.map((f) => ({ path: f.path, what: f.what, live: f.live ?? null })),
    })),
    held: plan.changes.filter((c) => c.class === "held").map((c) => c.service),
    unchanged: plan.unchanged.length,
    blind: plan.blind.map((b) => ({ path: b.path, why: b.why })),
    summary: Object.fromEntries(countsOf(plan).map(([what, count]) => [what.replaceAll(" ", "-"), count])),
  };
}

/** Text of it, one final newline. */
export function renderJson(plan: Plan): string {
  return `${JSON.stringify(planJson(plan), null, 2)}\n`;
}

const named = (hash: string | null): string | null => (hash === null ? null : `sha256:${hash}`);

function changeJson(change: PlannedChange): Json {
  return {
    service: change.service,
    directory: change.dirName,
    class: change.class,
    actions: actionsOf(change),
    stops: wordsFor(change).stops,
    wave: change.wave,
    "moved-from": change.renamedFrom ?? null,
    blocked: change.blocked ?? null,
    pid: change.pid === 0 ? null : change.pid,
    before: named(change.before?.hash ?? null),
    after: named(change.after?.hash ?? null),
    reasons: change.reasons.map(reasonJson),
    files: change.files.map(fileJson),
  };
}

/** A policy can look for `remove`: a replacement is a removal and a creation. */
function actionsOf(change: PlannedChange): string[] {
  const main: Record<PlannedChange["effect"], string[]> = {
    nothing: [],
    keep: ["keep"],
    record: ["record"],
    flip: ["flip"],
    reload: ["flip", "reload"],
    restart: ["flip", "restart"],
    start: ["flip", "start"],
    stop: ["stop", "flip"],
    replace: ["remove", "create"],
    create: ["create"],
    remove: ["remove"],
  };
  const rename = change.renamedFrom === undefined ? [] : ["rename"];
  return [...rename, ...main[change.effect], ...(change.logger ? ["restart-logger"] : [])];
}

function reasonJson(reason: Reason): Json {
  const [file, line] = splitPlace(reason.at);
  return {
    code: reason.code,
    path: reason.subject,
    before: reason.before ?? null,
    after: reason.after ?? null,
    file,
    line,
  };
}

function splitPlace(at: string | undefined): [string | null, number | null] {
  const found = at === undefined ? null : /^(.*):(\d+)$/.exec(at);
  return found === null ? [null, null] : [found[1] ?? null, Number(found[2])];
}

function fileJson(file: FileDiff): Json {
  return {
    path: file.path,
    op: file.op,
    mode: { before: file.before ?? null, after: file.after ?? null },
    shape: file.shape,
    added: file.added,
    removed: file.removed,
    hunks: file.hunks.map((h) => ({ ...h, lines: [...h.lines] })),
  };
}
