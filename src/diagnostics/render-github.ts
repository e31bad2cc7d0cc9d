/** Diagnostics as workflow commands of GitHub Actions, which show them beside the changed lines of a pull request. */
import type { Diagnostic } from "./diagnostic.ts";

/** One line a finding, each ended by a newline. */
export function renderGithub(
  diagnostics: readonly Diagnostic[],
  pathOf: (file: string) => string = (file) => file,
): string {
  return diagnostics.map((d) => `${annotation(d, pathOf)}\n`).join("");
}

function annotation(
  { code, severity, message, places, help }: Diagnostic,
  pathOf: (file: string) => string,
): string {
  const [place, ...others] = places;
  const properties = {
    ...(place && { file: pathOf(place.file), line: place.line, col: place.column }),
    ...(place?.endColumn !== undefined && { endColumn: place.endColumn - 1 }),
    title: code,
  };
  const list = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  const further = others.map(
    (o) => `${pathOf(o.file)}:${o.line}:${o.column}${o.label === undefined ? "" : ` ${o.label}`}`,
  );
  const text = [message, ...further, ...(help === undefined ? [] : [`help: ${help}`])].join("\n");
  return `::${severity} ${list.join(",")}::${data(text)}`;
}

/** Escapes of the toolkit's `command.ts`. */
const data = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
