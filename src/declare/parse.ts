/**
 * TOML 1.0 text to values, with the place of every key and value and all mistakes at once. `@iarna/toml` walks the
 * characters; what it leaves open is decided here: tables (toml-tables.ts), numbers and dates (toml-scalars.ts), depth,
 * and how to go on after a mistake. Nothing is ever written into a built-in: tables have no prototype.
 */
import TOMLParser from "@iarna/toml/lib/toml-parser.js";
import { byPlace, type Diagnostic, type LabelledPlace } from "../diagnostics/diagnostic.ts";
import { decode } from "./decode.ts";
import { Positions, type TomlTable, type TomlValue } from "./positions.ts";
import { BEGINS_STATEMENT, Fault, faultFrom } from "./toml-faults.ts";
import { type PlainStatement, plainDocument, plainStatement } from "./toml-plain.ts";
import { scalarFrom, scalarWord } from "./toml-scalars.ts";
import {
  append,
  assign,
  type Conflict,
  Node,
  newTable,
  openArrayTable,
  openTable,
  type Segment,
} from "./toml-tables.ts";

export interface ParsedToml {
  /** What could be read; complete when there is no error among `diagnostics`. */
  readonly value: TomlTable;
  readonly positions: Positions;
  readonly diagnostics: readonly Diagnostic[];
}

/** Nesting of arrays and tables, and names of one dotted key. */
const DEPTH_LIMIT = 100;
const SYNTAX_ERROR_LIMIT = 20;

/** Parses one document; never throws for what the text says. `file` is the name that places carry. */
export function parseToml(content: string | Uint8Array, file: string): ParsedToml {
  const { text, diagnostics } = decode(content, file);
  const plain = plainDocument(text);
  if (plain !== undefined)
    return { value: plain.value as TomlTable, positions: new Positions(file, text, plain), diagnostics };
  const faults: Fault[] = [];
  const lostHeaders: number[] = [];
  let rest = text;
  for (;;) {
    const parser = new DocumentParser(lostHeaders);
    const fault = parser.read(rest);
    if (fault !== undefined) {
      faults.push(fault);
      if (rest.charCodeAt(parser.statement) === OPEN) lostHeaders.push(parser.statement);
      const without = blank(rest, parser.statement, fault);
      if (without !== undefined && faults.length < SYNTAX_ERROR_LIMIT) {
        rest = without;
        continue;
      }
    }
    const positions = new Positions(file, text, parser.root);
    const found = [
      ...diagnostics,
      ...faults.map((f) => fromFault(f, positions)),
      ...parser.conflicts.map((c) => fromConflict(c, positions)),
    ];
    return { value: parser.root.value as TomlTable, positions, diagnostics: found.sort(byPlace) };
  }
}

class DocumentParser extends TOMLParser {
  readonly root: Node = newTable(0, 0);
  readonly conflicts: Conflict[] = [];
  /** Offset of the statement being read. */
  statement = 0;
  #section: Node = this.root;
  #keyStart = 0;
  /** Offset of the value the statement assigns, and of the one last begun, which may be anywhere inside it. */
  #assigned = 0;
  #begun = 0;
  /** Offsets of headers that could not be read, ascending; what follows one belongs to nobody knows what. */
  readonly #lostHeaders: readonly number[];
  #lost = 0;

  constructor(lostHeaders: readonly number[]) {
    super();
    this.#lostHeaders = lostHeaders;
  }

  /** Reads all of `text`, or up to its first mistake. */
  read(text: string): Fault | undefined {
    this.root.end = text.length;
    try {
      this.parse(text);
      this._buf = text;
      this.finish();
      return undefined;
    } catch (error) {
      if (error instanceof Fault) return error;
      if (!(error instanceof Error) || !("fromTOML" in error)) throw error;
      const offset = Math.min(this.ii, text.length);
      const { statement } = this;
      return faultFrom(error.message, {
        text,
        offset,
        statement,
        assigned: this.#assigned,
        begun: this.#begun,
      });
    }
  }

  override parseStart(): unknown {
    for (; this.ii >= (this.#lostHeaders[this.#lost] ?? Number.POSITIVE_INFINITY); this.#lost += 1)
      this.#section = newTable(0, 0);
    const plain = plainStatement(this._buf, this.ii);
    if (plain !== undefined) return this.#take(plain);
    this.statement = this.#assigned = this.#begun = this.ii;
    return super.parseStart();
  }

  #take({ name, leaf, end }: PlainStatement): null {
    if (leaf === undefined) this.#open(openTable(this.root, [name]));
    else this.#note(assign(this.#section, [name], leaf));
    this.#skipTo(end);
    return null;
  }

  // Keys

  override parseKeyword(): unknown {
    this.#keyStart = this.ii;
    return super.parseKeyword();
  }

  recordAssignKeyword(key: string): unknown {
    this.state.resultTable ??= [];
    const path = this.state.resultTable as Segment[];
    path.push(this.#segment(key));
    this.#limitDepth(path.length);
    return this.goto(this.parseAssignKeywordPreDot);
  }

  #segment(key: string): Segment {
    let end = this.ii;
    while (isBlank(this._buf.charCodeAt(end - 1))) end -= 1;
    return { key, start: this.#keyStart, end };
  }

  // Statements

  override parseAssignPreValue(): unknown {
    this.state.resultArr = this.#begun = this.ii;
    if (this.stack.length === STATEMENT_DEPTH) this.#assigned = this.ii;
    return super.parseAssignPreValue();
  }

  recordAssignValue(value: TomlValue | Node): unknown {
    const leaf = this.#node(value, this.state.resultArr as number);
    return this.returnNow({ path: this.state.resultTable, leaf });
  }

  recordAssignStatement({ path, leaf }: Assignment): unknown {
    this.#note(assign(this.#section, path, leaf));
    return this.goto(this.parseWhitespaceToEOL);
  }

  parseTable(): unknown {
    this.state.resultTable = [];
    return this.goto(this.parseTableNext);
  }

  parseTableMore(key: string): unknown {
    if (isBlank(this.char)) return null;
    return this.#header(key, this.parseTableNext, () => {
      this.#open(openTable(this.root, this.state.resultTable as Segment[]));
      return this.next(this.parseWhitespaceToEOL);
    });
  }

  parseList(): unknown {
    this.state.resultTable = [];
    return this.goto(this.parseListNext);
  }

  parseListMore(key: string): unknown {
    if (isBlank(this.char)) return null;
    return this.#header(key, this.parseListNext, () => {
      this.#open(openArrayTable(this.root, this.state.resultTable as Segment[]));
      return this.next(this.parseListEnd);
    });
  }

  #header(key: string, another: () => unknown, close: () => unknown): unknown {
    const path = this.state.resultTable as Segment[];
    if (this.char !== PERIOD && this.char !== CLOSE)
      throw Object.assign(new Error("Unexpected character, expected whitespace, . or ]"), { fromTOML: true });
    path.push(this.#segment(key));
    this.#limitDepth(path.length);
    return this.char === PERIOD ? this.next(another) : close();
  }

  #open(opened: Node | Conflict): void {
    this.#section = opened instanceof Node ? opened : newTable(0, 0);
    if (!(opened instanceof Node)) this.#note(opened);
  }

  #note(conflict: Conflict | undefined): void {
    if (conflict !== undefined) this.conflicts.push(conflict);
  }

  // Values

  override parseNumberOrDateTime(): unknown {
    return this.#scalar();
  }

  override parseNumberSign(): unknown {
    return this.#scalar();
  }

  #scalar(): unknown {
    const start = this.ii;
    const word = scalarWord(this._buf, start);
    const scalar = scalarFrom(word);
    if (!("kind" in scalar)) throw new Fault({ ...scalar, start, end: start + word.length });
    this.#skipTo(start + word.length - 1);
    return this.return(new Node(scalar.value, scalar.kind, start, start + word.length));
  }

  override parseInlineList(): unknown {
    this.state.resultArr ??= this.#container("array");
    this.state.resultTable = this.#begun = this.ii;
    return super.parseInlineList();
  }

  recordInlineListValue(value: TomlValue | Node): unknown {
    append(this.state.resultArr as Node, this.#node(value, this.state.resultTable as number));
    return this.goto(this.parseInlineListNext);
  }

  override parseInlineTable(): unknown {
    this.state.resultTable ??= this.#container("table");
    return super.parseInlineTable();
  }

  recordInlineTableValue({ path, leaf }: Assignment): unknown {
    this.#note(assign(this.state.resultTable as Node, path, leaf));
    return this.goto(this.parseInlineTableNext);
  }

  #container(kind: "array" | "table"): Node {
    this.#limitDepth(this.stack.length / 3);
    return kind === "table" ? newTable(0, 0) : new Node([], "array", 0, 0);
  }

  #limitDepth(depth: number): void {
    if (depth <= DEPTH_LIMIT) return;
    const message = `more than ${DEPTH_LIMIT} levels deep`;
    throw new Fault({ code: "E0004", message, start: this.statement, end: this.ii });
  }

  #node(value: TomlValue | Node, start: number): Node {
    if (value instanceof Node) {
      value.start = start;
      value.end = this.ii;
      return value;
    }
    const kind = typeof value === "boolean" ? "boolean" : typeof value === "number" ? "float" : "string";
    return new Node(value, kind, start, this.ii);
  }

  // Speed: whole runs of plain characters at a time

  override parseComment(): unknown {
    this.#run(COMMENT_RUN);
    return super.parseComment();
  }

  override parseBareKey(): unknown {
    this.#consumeRun(BARE_RUN);
    return super.parseBareKey();
  }

  override parseBasicString(): unknown {
    this.#consumeRun(BASIC_RUN);
    return super.parseBasicString();
  }

  override parseLiteralString(): unknown {
    this.#consumeRun(LITERAL_RUN);
    return super.parseLiteralString();
  }

  override parseMultiStringContent(): unknown {
    this.#consumeRun(MULTI_BASIC_RUN);
    return super.parseMultiStringContent();
  }

  override parseLiteralMultiStringContent(): unknown {
    this.#consumeRun(MULTI_LITERAL_RUN);
    return super.parseLiteralMultiStringContent();
  }

  #consumeRun(pattern: RegExp): void {
    const from = this.ii;
    this.#run(pattern);
    this.state.buf += this._buf.slice(from, this.ii);
  }

  /** Moves to the first character `pattern` does not match, at most to the last of the text. */
  #run(pattern: RegExp): void {
    if (this.ii >= this._buf.length) return;
    pattern.lastIndex = this.ii;
    pattern.exec(this._buf);
    this.#skipTo(Math.min(Math.max(pattern.lastIndex, this.ii), this._buf.length - 1));
  }

  #skipTo(offset: number): void {
    if (offset === this.ii) return;
    this.ii = offset;
    this.char = this._buf.charCodeAt(offset);
  }
}

/** Frames on the parser's stack while it reads the value of a statement, not one inside it. */
const STATEMENT_DEPTH = 2;

interface Assignment {
  readonly path: readonly Segment[];
  readonly leaf: Node;
}

const PERIOD = 0x2e;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

const COMMENT_RUN = /[^\x00-\x08\x0a-\x1f\x7f]*/y;
const BARE_RUN = /[A-Za-z0-9_-]*/y;
const BASIC_RUN = /[^"\\\x00-\x08\x0a-\x1f\x7f]*/y;
const LITERAL_RUN = /[^'\x00-\x08\x0a-\x1f\x7f]*/y;
const MULTI_BASIC_RUN = /[^"\\\x00-\x08\x0b-\x1f\x7f]*/y;
const MULTI_LITERAL_RUN = /[^'\x00-\x08\x0b-\x1f\x7f]*/y;

/**
 * The text with the faulty statement made blank, so that the rest can be read: up to the line of the fault, and that
 * line too unless it begins a statement of its own. Undefined when nothing would be left.
 */
function blank(text: string, statement: number, fault: Fault): string | undefined {
  const at = Math.max(fault.start, Math.min(fault.end - 1, text.length - 1));
  if (at >= text.length - 1 && fault.start <= statement) return undefined;
  const from = text.lastIndexOf("\n", statement - 1) + 1;
  const faultLine = text.lastIndexOf("\n", at - 1) + 1;
  const lineEnd = text.indexOf("\n", Math.max(faultLine, from));
  const line = text.slice(faultLine, lineEnd < 0 ? text.length : lineEnd);
  const to = faultLine > from && BEGINS_STATEMENT.test(line) ? faultLine : lineEnd;
  if (to < 0) return undefined;
  return text.slice(0, from) + text.slice(from, to).replace(/[^\n]/g, " ") + text.slice(to);
}

function fromFault({ code, message, help, start, end }: Fault, positions: Positions): Diagnostic {
  const places = [positions.place(start, end)];
  const diagnostic = { code, severity: "error" as const, message: bounded(message), places };
  return help === undefined ? diagnostic : { ...diagnostic, help: bounded(help) };
}

/** What a message quotes may be a megabyte of digits. */
function bounded(text: string): string {
  return text.length <= LONGEST_MESSAGE ? text : `${text.slice(0, 100)}…${text.slice(-60)}`;
}

const LONGEST_MESSAGE = 300;

function fromConflict({ segment, earlier, because }: Conflict, positions: Positions): Diagnostic {
  const name = bounded(`\`${segment.key}\``);
  const message = {
    defined: `${name} is defined twice`,
    closed: `nothing can be added to ${name}: it was written out completely`,
    "not-a-table": `${name} is not a table`,
  }[because];
  const first: LabelledPlace = { ...positions.placeOfKey(earlier), label: "first defined here" };
  return {
    code: "E0011",
    severity: "error",
    message,
    places: [positions.place(segment.start, segment.end), first],
  };
}
