/** Diagnostics for people: message, place, the source line with a caret, every further place, and what to do. */
import type { Diagnostic, LabelledPlace } from "./diagnostic.ts";
import { visible, widthOf } from "./visible.ts";

export interface RenderOptions {
  /** Text by file name, for the excerpts. A file that is missing gets none. */
  readonly sources: ReadonlyMap<string, string>;
  readonly colour: boolean;
  /** How a file is called on the way out; by default as the place says. */
  readonly pathOf?: (file: string) => string;
}

/** All findings, one paragraph each, and a last line that counts them. Empty for none. */
export function renderHuman(diagnostics: readonly Diagnostic[], options: RenderOptions): string {
  if (diagnostics.length === 0) return "";
  const lines = new Map<string, readonly string[]>();
  const lineAt: LineAt = ({ file, line }) => {
    const known = lines.get(file) ?? options.sources.get(file)?.split("\n") ?? [];
    lines.set(file, known);
    return known[line - 1];
  };
  const blocks = diagnostics.map((d) => `${block(d, options, lineAt)}\n`);
  return `${blocks.join("\n")}\n${summary(diagnostics)}\n`;
}

/** `2 errors and 1 warning in 2 files`. */
export function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((d) => d.severity === "error").length;
  const files = new Set(diagnostics.flatMap((d) => d.places.slice(0, 1).map((p) => p.file)));
  const counted = [count(errors, "error"), count(diagnostics.length - errors, "warning")].filter(
    (c) => c !== "",
  );
  const where = files.size === 0 ? "" : ` in ${count(files.size, "file")}`;
  return `${counted.join(" and ")}${where}`;
}

const count = (n: number, what: string): string => (n === 0 ? "" : `${n} ${what}${n === 1 ? "" : "s"}`);

/** A line of a source; every file is split once. */
type LineAt = (place: LabelledPlace) => string | undefined;

function block(diagnostic: Diagnostic, options: RenderOptions, lineAt: LineAt): string {
  const paint = painter(options.colour);
  const tint = diagnostic.severity === "error" ? paint.red : paint.yellow;
  const gutter = Math.max(...diagnostic.places.map((p) => `${p.line}`.length), 1);
  const lines = [
    `${tint(`${diagnostic.severity}[${diagnostic.code}]`)}${paint.bold(`: ${visible(diagnostic.message)}`)}`,
  ];
  diagnostic.places.forEach((place, i) => {
    lines.push(
      ...excerpt(place, {
        gutter,
        options,
        source: diagnostic.hidden ? undefined : lineAt(place),
        tint: i === 0 ? tint : paint.blue,
        arrow: i === 0 ? "-->" : ":::",
      }),
    );
  });
  if (diagnostic.help !== undefined && diagnostic.help !== "")
    lines.push(`${" ".repeat(gutter)} ${paint.blue("=")} ${paint.bold("help")}: ${visible(diagnostic.help)}`);
  return lines.join("\n");
}

interface ExcerptOptions {
  readonly gutter: number;
  readonly options: RenderOptions;
  readonly tint: (text: string) => string;
  readonly arrow: string;
  readonly source: string | undefined;
}

function excerpt(place: LabelledPlace, { gutter, options, source, tint, arrow }: ExcerptOptions): string[] {
  const { blue } = painter(options.colour);
  const margin = " ".repeat(gutter);
  const path = visible(options.pathOf?.(place.file) ?? place.file);
  const noted = place.label === undefined ? "" : ` ${visible(place.label)}`;
  const head = `${margin}${blue(arrow)} ${path}:${place.line}:${place.column}`;
  if (source === undefined || source.trim() === "") return [`${head}${noted}`];
  const { text, before, marked } = shown(source, place);
  return [
    head,
    `${margin} ${blue("|")}`,
    `${blue(String(place.line).padStart(gutter))} ${blue("|")} ${text}`,
    `${margin} ${blue("|")} ${" ".repeat(before)}${tint(`${"^".repeat(Math.max(1, marked))}${noted}`)}`,
  ];
}

/** Long lines keep what is around the place. */
const LINE_LIMIT = 120;
const LEAD = 40;

function shown(source: string, place: LabelledPlace): { text: string; before: number; marked: number } {
  const from = Math.min(place.column - 1, source.length);
  const to = Math.min(place.endColumn === undefined ? from + 1 : place.endColumn - 1, source.length);
  const cut = source.length > LINE_LIMIT && from > LEAD ? from - LEAD : 0;
  const end = Math.min(source.length, cut + LINE_LIMIT);
  const [lead, trail] = [cut > 0 ? "…" : "", end < source.length ? "…" : ""];
  const [before, marked, after] = [
    source.slice(cut, from),
    source.slice(from, Math.min(to, end)),
    source.slice(to, end),
  ].map(display);
  return {
    text: `${lead}${before}${marked}${after}${trail}`,
    before: widthOf(lead + before),
    marked: widthOf(marked ?? ""),
  };
}

const display = (text: string): string => visible(text.replaceAll("\t", "    "));

interface Painter {
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly blue: (text: string) => string;
  readonly bold: (text: string) => string;
}

function painter(colour: boolean): Painter {
  const sgr =
    (code: string) =>
    (text: string): string =>
      colour ? `\u001b[${code}m${text}\u001b[0m` : text;
  return { red: sgr("1;31"), yellow: sgr("1;33"), blue: sgr("1;34"), bold: sgr("1") };
}
