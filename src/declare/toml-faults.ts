/** A mistake in the text of a TOML document, and the parser's terse reasons in words a person can act on. */

/** Thrown inside the parser, never out of it. Offsets into the text. */
export class Fault extends Error {
  readonly code: string;
  readonly start: number;
  readonly end: number;
  readonly help: string | undefined;

  constructor(fault: { code: string; message: string; start: number; end: number; help?: string }) {
    super(fault.message);
    this.code = fault.code;
    this.start = fault.start;
    this.end = fault.end;
    this.help = fault.help;
  }
}

/** Offsets the parser knows when it gives up. */
export interface Whereabouts {
  readonly text: string;
  readonly offset: number;
  readonly statement: number;
  /** Where the value the statement assigns begins; the statement itself before that. */
  readonly assigned: number;
  /** Where the value last begun begins. */
  readonly begun: number;
}

/** What `@iarna/toml` complained about at `offset`, as a fault of ours. */
export function faultFrom(reason: string, at: Whereabouts): Fault {
  const { text } = at;
  if (isUnclosed(reason, at)) return unclosed(reason, at);
  const offset = /^Invalid boolean|"nan"|"inf"/.test(reason) ? at.begun : at.offset;
  const word = wordAt(text, offset);
  const found = offset >= text.length ? "the end of the file" : shown(text[offset] ?? "");
  const inHeader = text[at.statement] === "[" && at.assigned === at.statement;
  const known = REASONS.find(([pattern]) => pattern.test(reason));
  const wording = inHeader
    ? header(found)
    : (known?.[1]({ found, word, line: lineAt(text, offset) }) ?? { message: reason });
  const start = /escape|Unicode/.test(wording.message) ? text.lastIndexOf("\\", offset) : offset;
  const length = wording.message.startsWith("expected a value") ? Math.max(1, word.length) : 1;
  return new Fault({ code: "E0010", ...wording, start, end: offset + length });
}

function header(found: string): Wording {
  return { message: `expected a name, \`.\` or \`]\` in the table name, found ${found}` };
}

/** A string, array or inline table that ran into the end of its line, of the file, or into the next statement. */
function isUnclosed(reason: string, { text, offset, statement, assigned }: Whereabouts): boolean {
  if (reason.startsWith("Unterminated")) return true;
  if (assigned === statement || !/[[{]/.test(text[assigned] ?? "")) return false;
  if (offset >= text.length) return true;
  return text.lastIndexOf("\n", offset - 1) > assigned && BEGINS_STATEMENT.test(lineAt(text, offset));
}

/** A line that can only be a new statement. */
export const BEGINS_STATEMENT: RegExp = /^[ \t]*([\w."'-]+[ \t]*=|\[)/;

function unclosed(reason: string, { text, offset, assigned, begun }: Whereabouts): Fault {
  const start = /^Unterminated.*string/.test(reason) ? begun : assigned;
  return new Fault({ code: "E0010", ...unclosedWording(reason, text[start] ?? ""), start, end: offset });
}

function unclosedWording(reason: string, opening: string): Wording {
  if (reason.startsWith("Unterminated multi"))
    return {
      message: "this multi-line string is not closed",
      help: "end it with the same three quotes it began with",
    };
  if (reason.startsWith("Unterminated string"))
    return {
      message: "this string is not closed on its line",
      help: 'end it with the quote it began with, or use """ for several lines',
    };
  return opening === "{"
    ? {
        message: "this inline table is not closed on its line",
        help: "close it there, or write it as a [table] of its own",
      }
    : { message: "this array is not closed", help: "its `[` needs a `]`" };
}

interface Context {
  readonly found: string;
  readonly word: string;
  readonly line: string;
}

interface Wording {
  readonly message: string;
  readonly help?: string;
}

const ESCAPES =
  "the escapes are \\b \\t \\n \\f \\r \\\" \\\\ \\uXXXX and \\UXXXXXXXX; a 'single-quoted' string has none";

const REASONS: readonly (readonly [RegExp, (at: Context) => Wording])[] = [
  [/expected "="/, equalsMissing],
  [/^Key ended without value/, () => ({ message: "expected `=` and a value after the key" })],
  [/^Key without value|expecting string, number/, valueMissing],
  [/^Control characters .*comments/, () => ({ message: "a control character in a comment" })],
  [
    /^Control characters/,
    () => ({ message: "a control character in a string", help: "write it as an escape, such as \\u001b" }),
  ],
  [/^Unknown escape/, ({ found }) => ({ message: `no such escape: \\ followed by ${found}`, help: ESCAPES })],
  [
    /^Can't escape whitespace/,
    () => ({ message: "a backslash before blanks must end its line", help: ESCAPES }),
  ],
  [
    /unicode/i,
    () => ({
      message: "not a Unicode character",
      help: "\\u takes four and \\U eight hexadecimal digits; surrogates and values above 10FFFF are no characters",
    }),
  ],
  [
    /Invalid code point/,
    () => ({ message: "not a Unicode character", help: "values above 10FFFF are no characters" }),
  ],
  [
    /^Invalid boolean/,
    ({ word }) => ({
      message: `expected a value, found \`${word}\``,
      help: "booleans are true and false; a string needs quotes",
    }),
  ],
  [/^Unexpected character, expected "?(\+?inf|nan)/, valueMissing],
  [
    /^Empty bare keys/,
    ({ found }) => ({
      message: `expected a key, found ${found}`,
      help: "a bare key has letters, digits, _ and -; quote any other",
    }),
  ],
  [
    /^Unknown character/,
    ({ found }) => ({
      message: `expected a key or a [table], found ${found}`,
      help: "a bare key has letters, digits, _ and -; quote any other",
    }),
  ],
  [
    /whitespace, \. or \]/,
    ({ found }) => ({ message: `expected \`.\` or \`]\` in the table name, found ${found}` }),
  ],
  [
    /till end of line/,
    ({ found }) => ({
      message: `expected the end of the line, found ${found}`,
      help: "one statement a line",
    }),
  ],
  [
    /comma \(,\) or close bracket/,
    ({ found }) => ({ message: `expected a comma or the closing bracket, found ${found}` }),
  ],
  [/^Empty elements/, () => ({ message: "two commas in a row" })],
  [/^Trailing commas/, () => ({ message: "no comma may follow the last entry of an inline table" })],
];

function equalsMissing({ found, line }: Context): Wording {
  const message = `expected \`=\` after the key, found ${found}`;
  return /^\s*[\w.-]+\s*:/.test(line) ? { message, help: "TOML writes `key = value`" } : { message };
}

function valueMissing({ word, found }: Context): Wording {
  if (word === "") return { message: `expected a value, found ${found}` };
  const help = /^(yes|no|on|off|true|false)$/i.test(word)
    ? `write \`${/^(yes|on|true)$/i.test(word) ? "true" : "false"}\``
    : `a string needs quotes: "${word}"`;
  return { message: `expected a value, found \`${word}\``, help };
}

const wordAt = (text: string, offset: number): string =>
  /[^\s,\]}#"'=]*/y.exec(text.slice(offset, offset + 60))?.[0] ?? "";

function lineAt(text: string, offset: number): string {
  const from = text.lastIndexOf("\n", offset - 1) + 1;
  const to = text.indexOf("\n", offset);
  return text.slice(from, to < 0 ? text.length : to);
}

function shown(character: string): string {
  if (character === "\n") return "the end of the line";
  const code = character.charCodeAt(0);
  return code < 0x21 || code === 0x7f
    ? `U+${code.toString(16).toUpperCase().padStart(4, "0")}`
    : `\`${character}\``;
}
