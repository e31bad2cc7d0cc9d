/**
 * Text from a project or a host, made safe to show: what would move the cursor, hide or reorder characters is
 * written out. A plan that is read must say what is there.
 */

/** C0 and C1 controls, bidirectional and invisible formatting, line separators, lone surrogates. */
const HIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udfff]/g;

/** One line of text with everything hidden spelled as `\x1b`, `\u202e`. Tabs are spelled too. */
export function visible(text: string): string {
  return text.replaceAll(HIDDEN, spelled);
}

/** The same for a line of a file, where a tab is ordinary. */
export function visibleLine(text: string): string {
  return text.replaceAll(HIDDEN, (c) => (c === "\t" ? c : spelled(c)));
}

function spelled(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\t") return "\\t";
  if (character === "\r") return "\\r";
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** Two values side by side, each at most `width` characters: what they begin with alike gives way to what differs. */
export function shortenedPair(before: string, after: string, width: number): readonly [string, string] {
  const [old, now] = [[...visible(before)], [...visible(after)]];
  let alike = 0;
  while (alike < old.length && old[alike] === now[alike]) alike++;
  const isLong = old.length > width || now.length > width;
  const from = isLong && alike > width - SHOWN_DIFFERENCE ? alike - SHOWN_ALIKE : 0;
  return [windowOf(old, from, width), windowOf(now, from, width)];
}

/** Characters before the first that differs, and from it on, when there is not room for all. */
const SHOWN_ALIKE = 15;
const SHOWN_DIFFERENCE = 30;

function windowOf(characters: readonly string[], from: number, width: number): string {
  const rest = from === 0 ? characters : ["…", ...characters.slice(from)];
  return rest.length <= width ? rest.join("") : `${rest.slice(0, width - 1).join("")}…`;
}

/** Cut to `width` characters with a mark, for values inside a line. */
export function shortened(text: string, width: number): string {
  return windowOf([...visible(text)], 0, width);
}
