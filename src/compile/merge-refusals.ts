/** One complaint for one line: what `[defaults]` or a template declares is refused once, not once a service. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** Findings whose code, place and words are the same but for the service in front, as one that counts the others. */
export function mergeRefusals(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const groups = new Map<string, [Diagnostic, ...Diagnostic[]]>();
  for (const diagnostic of diagnostics) {
    const { code, places, help } = diagnostic;
    const [name, words] = split(diagnostic);
    const key = JSON.stringify([code, places, help, name === "", words]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [diagnostic]);
    else group.push(diagnostic);
  }
  return [...groups.values()].map(merged);
}

function merged(group: readonly [Diagnostic, ...Diagnostic[]]): Diagnostic {
  const [first, ...others] = group;
  if (others.length === 0) return first;
  const [name, words] = split(first);
  return { ...first, message: `${name} and ${others.length} more: ${words}` };
}

/** `NAME: WORDS`. */
function split({ message }: Diagnostic): readonly [name: string, words: string] {
  const colon = message.indexOf(": ");
  return [message.slice(0, Math.max(0, colon)), message.slice(colon < 0 ? 0 : colon + 2)];
}
