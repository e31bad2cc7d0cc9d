/** A plan for a person at a terminal: one line per service first, then differences, drift, and the count. */
import type { FileDiff, Plan, PlannedChange } from "./plan.ts";
import { downtimeLine, misfitLine, summaryLine } from "./summary.ts";
import { visible, visibleLine } from "./visible.ts";
import { consequence, phrase, wordsFor } from "./wording.ts";

export interface HumanOptions {
  /** Only the lines, no differences. */
  readonly short: boolean;
  /** Everything of files that are created or removed, too. */
  readonly full: boolean;
  readonly showUnchanged: boolean;
  /** Names to show; undefined: all. */
  readonly only?: ReadonlySet<string>;
  /** Colours, or functions that change nothing. */
  readonly paint: Paint;
}

export interface Paint {
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** The plan as text, every line ended by a newline. */
export function renderHuman(plan: Plan, options: HumanOptions): string {
  const changes = plan.changes.filter((c) => isShown(c, options));
  const blocks = [
    headerLines(plan, options),
    changeLines(changes, options),
    options.showUnchanged ? plan.unchanged.map((n) => options.paint.dim(`  = ${visible(n)}`)) : [],
    ...(options.short ? [] : changes.flatMap((c) => diffBlocks(c, options))),
    driftLines(plan, options),
    blindLines(plan, options),
    [
      summaryLine(plan),
      ...hiddenLines(plan.changes.length - changes.length),
      ...(plan.changes.length === 0 ? [] : [downtimeLine(plan)]),
      ...misfitLines(plan, options),
    ],
  ];
  return `${blocks
    .filter((b) => b.length > 0)
    .map((b) => b.join("\n"))
    .join("\n\n")}\n`;
}

/** A change is shown when its service was asked for, under its new name or its old one. */
export function isShown(change: PlannedChange, { only }: Pick<HumanOptions, "only">): boolean {
  if (only === undefined) return true;
  return [change.service, change.dirName, change.renamedFrom ?? change.service].some((n) => only.has(n));
}

function headerLines(plan: Plan, { paint }: HumanOptions): string[] {
  const { against } = plan.base;
  const title = paint.bold(`Plan: ${visible(plan.desired.project)}`);
  if (against !== undefined) return [`${title}, against ${visible(against)}${sourceText(plan)}`];
  const from = plan.base.generation ?? 0;
  const to = plan.base.next ?? from + 1;
  const next = plan.changes.length === 0 ? `generation ${from}` : `generation ${from} → ${to}`;
  const monitor = plan.monitor === "none" ? "   nothing supervises it yet" : "";
  return [`${title}, ${next}${sourceText(plan)}${monitor}`];
}

function misfitLines(plan: Plan, { paint }: HumanOptions): string[] {
  const line = misfitLine(plan);
  return line === undefined ? [] : [paint.yellow(line)];
}

function hiddenLines(count: number): string[] {
  return count === 0 ? [] : [`Not shown: ${count} ${count === 1 ? "change" : "changes"} of other services.`];
}

function sourceText({ source }: Plan): string {
  if (source.commit === undefined) return "";
  const subject = source.subject === undefined ? "" : ` "${visible(source.subject)}"`;
  const notes = [
    ...(source.dirty === true ? ["uncommitted changes"] : []),
    ...(source.signer === undefined ? [] : [`signed: ${visible(source.signer)}`]),
  ];
  return `   source ${source.commit.slice(0, 7)}${subject}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`;
}

function changeLines(changes: readonly PlannedChange[], options: HumanOptions): string[] {
  const rows = changes.map((change) => ({ change, ...wordsFor(change), name: visible(change.service) }));
  const nameWidth = Math.max(0, ...rows.map((r) => r.name.length));
  const actionWidth = Math.max(0, ...rows.map((r) => r.action.length));
  return rows.flatMap(({ change, marker, action, name }) => {
    const paint = colourFor(change, options);
    const head = `  ${marker.padEnd(3)} ${name.padEnd(nameWidth)}  ${action.padEnd(actionWidth)}  `;
    const [first = "", ...more] = detailsOf(change, options);
    const indent = " ".repeat(head.length);
    return [`${paint(head)}${first}`.trimEnd(), ...more.map((line) => `${indent}${line}`)];
  });
}

function detailsOf(change: PlannedChange, { full, paint }: HumanOptions): string[] {
  const reasons = full ? change.reasons : change.reasons.slice(0, SHOWN_REASONS);
  const lines = reasons.map((r) => {
    const place = r.at === undefined ? "" : `  ${paint.dim(visible(r.at))}`;
    return `${phrase(r)}${place}`;
  });
  const hidden = change.reasons.length - reasons.length;
  if (hidden > 0) lines.push(`and ${hidden} more (--full)`);
  const result = consequence(change);
  if (result !== "" && change.class !== "create") lines.push(paint.dim(result));
  return change.class === "create" && change.reasons[0]?.code === "new" ? creation(change, paint) : lines;
}

const SHOWN_REASONS = 5;

function creation(change: PlannedChange, paint: Paint): string[] {
  const after = change.after?.startsAfter ?? [];
  const at = change.reasons[0]?.at;
  const start = after.length === 0 ? "" : `starts after ${after.map(visible).join(", ")}`;
  return [[start, at === undefined ? "" : paint.dim(visible(at))].filter((t) => t !== "").join("  ")];
}

function colourFor(change: PlannedChange, { paint }: HumanOptions): (text: string) => string {
  if (change.blocked !== undefined || change.effect === "remove" || change.effect === "stop")
    return paint.red;
  if (change.effect === "create" || change.effect === "start") return paint.green;
  return change.effect === "record" ? paint.dim : paint.yellow;
}

function diffBlocks(change: PlannedChange, options: HumanOptions): string[][] {
  const wholeFiles = change.effect === "create" || change.effect === "remove";
  if (wholeFiles && !options.full) return [];
  return change.files.map((file) => fileLines(change, file, options));
}

function fileLines(change: PlannedChange, file: FileDiff, { paint, full }: HumanOptions): string[] {
  const name = visible(`${change.dirName}/${file.path}`);
  const from = file.op === "create" ? "/dev/null" : `a/${name}`;
  const to = file.op === "delete" ? "/dev/null" : `b/${name}`;
  const head = [paint.bold(`--- ${from}`), paint.bold(`+++ ${to}`)];
  if (file.before !== undefined && file.after !== undefined && file.before !== file.after) {
    head.push(`mode ${file.before} → ${file.after}`);
  }
  if (file.shape === "binary") return [...head, "binary file differs"];
  if (file.shape === "rewritten" && !full) {
    return [...head, `file rewritten: -${file.removed} +${file.added} lines (--full shows them)`];
  }
  return [...head, ...hunkLines(file, paint)];
}

function hunkLines(file: FileDiff, paint: Paint): string[] {
  return file.hunks.flatMap((h) => [
    paint.cyan(`@@ -${h.oldStart},${h.oldLines} +${h.newStart},${h.newLines} @@`),
    ...h.lines.map((line) => {
      const text = visibleLine(line);
      if (line.startsWith("+")) return paint.green(text);
      return line.startsWith("-") ? paint.red(text) : text;
    }),
  ]);
}

function driftLines(plan: Plan, { paint, only }: HumanOptions): string[] {
  const drifted = plan.drift.filter((d) => only === undefined || only.has(d.service) || only.has(d.dirName));
  return drifted.flatMap((d) => {
    const findings = d.findings.map((f) => `    ${visible(f.path)} ${f.what}${liveText(f.live)}`);
    const since = plan.base.generation === null ? "" : ` after generation ${plan.base.generation}`;
    return [paint.yellow(`≠ drift: ${visible(d.dirName)} was changed on the host${since}`), ...findings];
  });
}

function liveText(live: string | undefined): string {
  return live === undefined ? "" : `: now ${visible(live).slice(0, 200)}`;
}

function blindLines(plan: Plan, { paint }: HumanOptions): string[] {
  return plan.blind.map((b) => paint.yellow(`? not seen: ${visible(b.path)}: ${visible(b.why)}`));
}

/** One line per service and the count. */
export function renderShort(plan: Plan, options: HumanOptions): string {
  return renderHuman(plan, { ...options, short: true });
}
