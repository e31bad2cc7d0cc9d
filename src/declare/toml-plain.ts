/**
 * The statements that declarations mostly consist of, read at once instead of character by character: a header of one
 * bare name, and a bare key with a string without escapes, a whole number, a boolean, or a list of such strings on one
 * line. What is not exactly that is no plain statement, right or wrong, and left to the parser.
 */
import { append, assign, Node, newTable, openTable, type Segment } from "./toml-tables.ts";

export interface PlainStatement {
  /** Of `[name]`, or of the key. */
  readonly name: Segment;
  /** Undefined for a header. */
  readonly leaf: Node | undefined;
  /** Offset of the line feed that ends it. */
  readonly end: number;
}

/**
 * The root table of a text of nothing but plain statements, comments and blank lines, none of which defines a name
 * again; undefined for any other.
 */
export function plainDocument(text: string): Node | undefined {
  const root = newTable(0, text.length);
  let section = root;
  for (let at = nextStatement(text, 0); at < text.length; ) {
    const statement = plainStatement(text, at);
    if (statement === undefined) return undefined;
    const { name, leaf, end } = statement;
    if (leaf === undefined) {
      const opened = openTable(root, [name]);
      if (!(opened instanceof Node)) return undefined;
      section = opened;
    } else if (assign(section, [name], leaf) !== undefined) return undefined;
    at = nextStatement(text, end + 1);
  }
  return root;
}

/** Past blank lines, lines of comment and indentation. */
function nextStatement(text: string, from: number): number {
  let at = from;
  for (let end = matchEnd(IDLE_LINE, text, at); end >= 0; end = matchEnd(IDLE_LINE, text, at)) at = end;
  return matchEnd(BLANKS, text, at);
}

/** The plain statement that begins at `at`, if one does. */
export function plainStatement(text: string, at: number): PlainStatement | undefined {
  const inHeader = text.charCodeAt(at) === OPEN;
  const start = inHeader ? at + 1 : at;
  const nameEnd = matchEnd(BARE, text, start);
  if (nameEnd < 0) return undefined;
  const valueStart = matchEnd(inHeader ? CLOSING : EQUALS, text, nameEnd);
  if (valueStart < 0) return undefined;
  const leaf = inHeader ? undefined : plainValue(text, valueStart);
  if (!inHeader && leaf === undefined) return undefined;
  const end = matchEnd(LINE_END, text, leaf?.end ?? valueStart) - 1;
  return end < 0 ? undefined : { name: { key: text.slice(start, nameEnd), start, end: nameEnd }, leaf, end };
}

function plainValue(text: string, at: number): Node | undefined {
  const first = text.charCodeAt(at);
  if (first === QUOTE) return plainString(text, at);
  if (first === OPEN) return plainList(text, at);
  const end = matchEnd(WORD, text, at);
  if (end < 0) return undefined;
  const word = text.slice(at, end);
  return word === "true" || word === "false"
    ? new Node(word === "true", "boolean", at, end)
    : new Node(Number(word), "integer", at, end);
}

function plainString(text: string, at: number): Node | undefined {
  const end = matchEnd(STRING, text, at);
  return end < 0 ? undefined : new Node(text.slice(at + 1, end - 1), "string", at, end);
}

function plainList(text: string, at: number): Node | undefined {
  const list = new Node([], "array", at, at);
  for (let from = at; ; ) {
    const itemStart = matchEnd(BLANKS, text, from + 1);
    const item = plainString(text, itemStart);
    if (item === undefined) return undefined;
    append(list, item);
    from = matchEnd(BLANKS, text, item.end);
    const next = text.charCodeAt(from);
    if (next === CLOSE) {
      list.end = from + 1;
      return list;
    }
    if (next !== COMMA) return undefined;
  }
}

/** Where a match at `at` ends; -1: there is none. */
function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

const OPEN = 0x5b;
const CLOSE = 0x5d;
const QUOTE = 0x22;
const COMMA = 0x2c;

const BARE = /[A-Za-z0-9_-]+/y;
const EQUALS = /[ \t]*=[ \t]*/y;
const CLOSING = /\]/y;
/** Not before a second quote, which would make it the beginning of a multi-line string. */
const STRING = /"[^"\\\x00-\x08\x0a-\x1f\x7f]*"(?!")/y;
const WORD = /true|false|0|-?[1-9]\d{0,14}/y;
const BLANKS = /[ \t]*/y;
const LINE_END = /[ \t]*\n/y;
const IDLE_LINE = /[ \t]*(?:#[^\x00-\x08\x0a-\x1f\x7f]*)?\n/y;
