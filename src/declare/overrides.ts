/** `--set SERVICE.KEY=VALUE`: the topmost layer. The value is TOML; what is no TOML value is a string. */
import type { PendingLayer } from "./collect.ts";
import type { Documents } from "./documents.ts";
import { parseToml } from "./parse.ts";

export interface Overridable {
  readonly byName: ReadonlyMap<string, unknown>;
  overlay(name: string, layer: PendingLayer): void;
}

/** Lays every assignment over the service it names, in the order given. */
export function overrides(documents: Documents, found: Overridable, assignments: readonly string[]): void {
  for (const assignment of assignments) {
    const parts = /^([^=]+?)\s*=(.*)$/s.exec(assignment);
    const name = parts === null ? undefined : serviceIn(parts[1] ?? "", found.byName);
    if (parts === null || name === undefined) {
      report(documents, assignment, parts?.[1]);
      continue;
    }
    const key = (parts[1] ?? "").slice(name.length + 1);
    const file = `--set ${assignment}`;
    const { source, damaged } = documents.inline(file, `${key} = ${valueText((parts[2] ?? "").trim())}`);
    const place = { file, line: 1, column: 1 };
    found.overlay(name, { place, open: () => ({ source, mark: source.root, damaged }) });
  }
}

/** The longest declared name that `key` begins with, or else an instance of a template, up to its first dot. */
function serviceIn(key: string, byName: ReadonlyMap<string, unknown>): string | undefined {
  for (let dot = key.lastIndexOf("."); dot > 0; dot = key.lastIndexOf(".", dot - 1))
    if (byName.has(key.slice(0, dot))) return key.slice(0, dot);
  const [instance, template] = /^([^@]*@)[^.]+(?=\.)/.exec(key) ?? [];
  return template !== undefined && byName.has(template) ? instance : undefined;
}

function valueText(text: string): string {
  const isToml = text !== "" && !text.includes("\n") && parseToml(`v = ${text}`, "").diagnostics.length === 0;
  return isToml ? text : JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}

function report(documents: Documents, assignment: string, key: string | undefined): void {
  const message =
    key === undefined
      ? `--set ${assignment}: there is no \`=\``
      : `--set ${assignment}: \`${key}\` does not begin with the name of a declared service`;
  documents.report({
    code: "E0211",
    severity: "error",
    message,
    places: [],
    help: "write --set SERVICE.KEY=VALUE",
  });
}
