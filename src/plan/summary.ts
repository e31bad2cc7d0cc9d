/** The last lines of a plan: how many of each, and what stops. */
import { startsDown } from "./manifest.ts";
import type { Plan, PlannedChange } from "./plan.ts";
import { visible } from "./visible.ts";
import { wordsFor } from "./wording.ts";

/** Counts by what happens, in the order people care about. Blocked changes count as what they would be. */
export function countsOf(plan: Plan): readonly (readonly [what: string, count: number])[] {
  const counted = KINDS.map(([what, test]) => [what, plan.changes.filter(test).length] as const);
  return counted.filter(([, count]) => count > 0);
}

const is =
  (...effects: PlannedChange["effect"][]) =>
  (c: PlannedChange): boolean =>
    effects.includes(c.effect) && !["held", "rename", "drift", "adopt"].includes(c.class);

const KINDS: readonly (readonly [string, (c: PlannedChange) => boolean])[] = [
  ["to create", is("create")],
  ["to restart", is("restart")],
  ["to start", is("start")],
  ["to stop", is("stop")],
  ["to replace", is("replace")],
  ["to reload", is("reload")],
  ["log only", (c) => is("flip")(c) && c.logger],
  ["at next exit", (c) => is("flip")(c) && !c.logger],
  ["to rename", (c) => c.class === "rename"],
  ["to remove", is("remove")],
  ["to adopt", (c) => c.class === "adopt"],
  ["held", (c) => c.class === "held"],
  ["drifted", (c) => c.class === "drift"],
  ["noted", is("record")],
];

/** `Plan: 1 to create, 2 to restart; 23 unchanged.` */
export function summaryLine(plan: Plan): string {
  const counts = countsOf(plan).map(([what, count]) => `${count} ${what}`);
  const unchanged = `${plan.unchanged.length} unchanged`;
  return counts.length === 0 ? `No changes; ${unchanged}.` : `Plan: ${counts.join(", ")}; ${unchanged}.`;
}

/**
 * What an apply interrupts: `Downtime: web restarts; nothing else stops.` Compared with a tree of declarations, every
 * service counts as running; on a host, one that is down at the moment is named as that.
 */
export function downtimeLine(plan: Plan): string {
  const stopping = plan.changes.filter((c) => c.blocked === undefined && stops(plan, c));
  const names = new Set(stopping.flatMap((c) => [c.service, c.dirName]));
  const followers = plan.desired.services.filter(
    (s) => !names.has(s.name) && s.restartsWith.some((n) => names.has(n)),
  );
  const direct = stopping.map((c) => `${visible(c.service)} ${verbOf(c)}`);
  const indirect = followers.map((s) => `${visible(s.name)} restarts with it`);
  const all = [...direct, ...indirect];
  const down = plan.changes.filter((c) => isDown(plan, c)).map((c) => visible(c.service));
  const already =
    down.length === 0 ? "" : `; ${listed(down)} ${down.length === 1 ? "is" : "are"} not running now`;
  return all.length === 0
    ? `Downtime: none${already}.`
    : `Downtime: ${listed(all)}; nothing else stops${already}.`;
}

/** The lines above name every service; one line that does so too is read by nobody. */
function listed(items: readonly string[]): string {
  if (items.length <= MOST_NAMED) return items.join(", ");
  return `${items.slice(0, MOST_NAMED).join(", ")} and ${items.length - MOST_NAMED} more`;
}

const MOST_NAMED = 12;

function stops(plan: Plan, change: PlannedChange): boolean {
  if (plan.base.against === undefined) return wordsFor(change).stops;
  const runs = change.before !== undefined && !startsDown(change.before);
  return runs && wordsFor({ ...change, pid: 1 }).stops;
}

/** It would be restarted if it ran: wanted up and failing, most likely. */
function isDown({ monitor }: Plan, { class: cls, effect, before, pid, blocked }: PlannedChange): boolean {
  if (monitor === "none" || pid !== 0 || cls === "held" || blocked !== undefined) return false;
  const restarts = effect === "restart" || effect === "replace";
  return restarts && before !== undefined && !startsDown(before);
}

/** Directories made for one supervisor, which another one watches; undefined when they suit, or nobody watches. */
export function misfitLine({ monitor, desired: { target } }: Plan): string | undefined {
  if (monitor === "none" || SUITED[monitor].includes(target)) return undefined;
  return `Warning: ${NAMES[monitor]} watches the scan directory, and the target is ${target}: it does not do all that is declared.`;
}

/** busybox's runsvdir is found as runit's. */
const SUITED: Readonly<Record<Exclude<Plan["monitor"], "none">, readonly string[]>> = {
  svforge: ["builtin"],
  runit: ["runit", "busybox"],
  daemontools: ["daemontools"],
  s6: ["s6"],
};

const NAMES: Readonly<Record<keyof typeof SUITED, string>> = {
  svforge: "svforge's svscan",
  runit: "runsvdir",
  daemontools: "daemontools' svscan",
  s6: "s6-svscan",
};

function verbOf(change: PlannedChange): string {
  if (change.effect === "remove" || change.effect === "stop") return "stops";
  return change.effect === "replace" ? "restarts with its logger" : "restarts";
}
