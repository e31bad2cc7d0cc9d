/**
 * A plan as a pull-request comment: a sticky marker by which the next one finds it, a table, the differences folded.
 * Nothing from a project can end a fence, open a tag or mention a person; what does not fit is counted, never cut.
 */
import type { FileDiff, Plan, PlannedChange } from "./plan.ts";
import { downtimeLine, misfitLine, summaryLine } from "./summary.ts";
import { visible, visibleLine } from "./visible.ts";
import { consequence, phrase, wordsFor } from "./wording.ts";

/** GitHub takes 65,536; the rest is room for what a bot adds. */
export const MARKDOWN_BUDGET = 60_000;

/** The comment. Lines of services are never left out while they fit at all; differences are, visibly. */
export function renderMarkdown(plan: Plan): string {
  const head = [
    `<!-- svforge-plan:${plan.desired.project.replaceAll(/[^A-Za-z0-9_.-]/g, "_")} -->`,
    `### svforge plan: ${escaped(plan.desired.project)}`,
    "",
    `**${escaped(summaryLine(plan))}** ${escaped([downtimeLine(plan), misfitLine(plan)].join(" ").trimEnd())}`,
    "",
  ];
  const tail = [...driftSection(plan), ...blindSection(plan)];
  const budget = MARKDOWN_BUDGET - size([...head, ...tail]) - RESERVE;
  const table = fitting(tableRows(plan), budget, (n) => `| | | ${n} more services, see the full plan |`);
  const sections = plan.changes.filter((c) => c.files.length > 0).map(section);
  const details = fitting(sections, budget - size(table), omitted);
  return `${[...head, ...table, "", ...details, ...tail].join("\n")}\n`;
}

/** For the lines that say how much was left out. */
const RESERVE = 400;

function omitted(count: number): string {
  return `_Differences of ${count} ${count === 1 ? "service" : "services"} omitted for length; the full plan has them._`;
}

/** As many leading items as fit, then a note of how many did not. */
function fitting(items: readonly string[], budget: number, note: (left: number) => string): string[] {
  const taken: string[] = [];
  let used = 0;
  for (const item of items) {
    used += size([item]);
    if (used > budget) return [...taken, note(items.length - taken.length)];
    taken.push(item);
  }
  return taken;
}

function size(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function tableRows(plan: Plan): string[] {
  if (plan.changes.length === 0) return [];
  const rows = plan.changes.map((change) => {
    const { marker, action } = wordsFor(change);
    const why = [...change.reasons.slice(0, 3).map(withPlace), consequence(change)].filter((t) => t !== "");
    const hidden = change.reasons.length > 3 ? `; and ${change.reasons.length - 3} more` : "";
    return `| ${cell(marker)} | ${cell(change.service)} | ${cell(action)} | ${cell(why.join("; ") + hidden)} |`;
  });
  return ["| | service | action | why |", "| --- | --- | --- | --- |", ...rows];
}

function withPlace(reason: PlannedChange["reasons"][number]): string {
  return reason.at === undefined ? phrase(reason) : `${phrase(reason)} (${visible(reason.at)})`;
}

function section(change: PlannedChange): string {
  const { action } = wordsFor(change);
  const body = change.files.flatMap((file) => fileLines(change, file)).join("\n");
  const fence = "`".repeat(Math.max(3, longestRun(body) + 1));
  return [
    `<details><summary>${escaped(change.service)}: ${escaped(action)}</summary>`,
    "",
    `${fence}diff`,
    body,
    fence,
    "",
    "</details>",
    "",
  ].join("\n");
}

function fileLines(change: PlannedChange, file: FileDiff): string[] {
  const name = visible(`${change.dirName}/${file.path}`);
  const head = [
    `--- ${file.op === "create" ? "/dev/null" : `a/${name}`}`,
    `+++ ${file.op === "delete" ? "/dev/null" : `b/${name}`}`,
  ];
  if (file.shape === "binary") return [...head, " binary file differs"];
  if (file.shape === "rewritten") return [...head, ` file rewritten: -${file.removed} +${file.added} lines`];
  const hunks = file.hunks.flatMap((h) => [
    `@@ -${h.oldStart},${h.oldLines} +${h.newStart},${h.newLines} @@`,
    ...h.lines.map(visibleLine),
  ]);
  return [...head, ...hunks];
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map((m) => m[0].length));
}

function driftSection(plan: Plan): string[] {
  if (plan.drift.length === 0) return [];
  const items = plan.drift.map((d) => {
    const paths = d.findings.slice(0, 5).map((f) => `${f.path} ${f.what}`);
    const more = d.findings.length > 5 ? ` and ${d.findings.length - 5} more` : "";
    return `- ${escaped(d.dirName)}: ${cell(paths.join(", "))}${more}`;
  });
  const shown = fitting(items, DRIFT_BUDGET, (n) => `- and ${n} more ${n === 1 ? "service" : "services"}`);
  return ["", "**Changed on the host:**", "", ...shown];
}

/** Of the whole, so that a host that was edited everywhere leaves room for what will change. */
const DRIFT_BUDGET = 10_000;

function blindSection(plan: Plan): string[] {
  const count = plan.blind.length;
  return count === 0 ? [] : ["", `_${count} ${count === 1 ? "path" : "paths"} could not be read._`];
}

/** Text outside fences: nothing in it is Markdown, HTML, a mention or an issue number. */
function escaped(text: string): string {
  return visible(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_{}[\]()#+!|~]/g, (c) => `\\${c}`)
    .replaceAll("@", "@\u2060")
    .replaceAll("://", ":\u2060//");
}

function cell(text: string): string {
  return escaped(text.length > 400 ? `${text.slice(0, 400)}…` : text);
}
