/**
 * A command written as one string, split into words by blanks and quotes as a shell would, and by nothing else: no
 * globs, no operators, no variables but ours. What only a shell could do is refused, so nobody believes it happens.
 */

export type Words = { readonly words: readonly string[] } | { readonly wrong: string; readonly help: string };

/** Words of `text`; `${…}` stays whole and is expanded later, word by word. */
export function wordsFrom(text: string): Words {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (isBlank(text[at])) at += 1;
    if (at >= text.length) return { words };
    const word = wordAt(text, at);
    if ("wrong" in word) return word;
    if (word.bare && OPERATOR.test(word.text))
      return {
        wrong: `\`${word.text}\` needs a shell, and a command has none`,
        help: "use `script`, or quote it",
      };
    words.push(word.text);
    at = word.end;
  }
}

const OPERATOR = /^(\||\|\||&|&&|;|\d*[<>].*|`.*)$/;

type Word = { text: string; end: number; bare: boolean } | { wrong: string; help: string };

function wordAt(text: string, from: number): Word {
  let word = "";
  let bare = true;
  let at = from;
  while (at < text.length && !isBlank(text[at])) {
    const piece = pieceAt(text, at);
    if (piece === undefined)
      return {
        wrong: `the quote \`${text[at]}\` is not closed`,
        help: "close it, or write the command as an array",
      };
    bare &&= piece.bare;
    word += piece.text;
    at = piece.end;
  }
  return { text: word, end: at, bare };
}

function pieceAt(text: string, at: number): { text: string; end: number; bare: boolean } | undefined {
  const rest = text.slice(at);
  const variable = /^\$(\$|\{[^}]*\})/.exec(rest);
  if (variable !== null) return { text: variable[0], end: at + variable[0].length, bare: true };
  if (text[at] === "'") {
    const quoted = /^'([^']*)'/.exec(rest);
    return quoted === null ? undefined : { text: quoted[1] ?? "", end: at + quoted[0].length, bare: false };
  }
  if (text[at] === '"') {
    const quoted = /^"((?:[^"\\]|\\.)*)"/s.exec(rest);
    const inner = quoted?.[1]?.replace(/\\(["\\])/g, "$1");
    return quoted === null ? undefined : { text: inner ?? "", end: at + quoted[0].length, bare: false };
  }
  if (text[at] === "\\" && at + 1 < text.length)
    return { text: text[at + 1] ?? "", end: at + 2, bare: false };
  const plain = /^(?:[^\s'"\\$]+|.)/.exec(rest)?.[0] ?? rest;
  return { text: plain, end: at + plain.length, bare: true };
}

const isBlank = (character: string | undefined): boolean => character !== undefined && /\s/.test(character);
