/** The part of `@iarna/toml/lib/toml-parser.js` 3.0.0 that `parse.ts` builds on; the package has no types for it. */
declare module "@iarna/toml/lib/toml-parser.js" {
  interface State {
    buf: string;
    resultTable: unknown;
    resultArr: unknown;
  }
  type Step = (this: TOMLParser, returned?: never) => unknown;
  export default class TOMLParser {
    ii: number;
    char: number;
    _buf: string;
    stack: State[];
    state: State;
    parse(text: string): void;
    finish(): unknown;
    next(step: Step): void;
    goto(step: Step): unknown;
    callNow(step: Step, then?: Step): unknown;
    return(value?: unknown): void;
    returnNow(value?: unknown): unknown;
    parseStart(): unknown;
    parseComment(): unknown;
    parseKeyword(): unknown;
    parseBareKey(): unknown;
    parseBasicString(): unknown;
    parseLiteralString(): unknown;
    parseMultiStringContent(): unknown;
    parseLiteralMultiStringContent(): unknown;
    parseNumberOrDateTime(): unknown;
    parseNumberSign(): unknown;
    parseWhitespaceToEOL(): unknown;
    parseAssignKeywordPreDot(): unknown;
    parseAssignPreValue(): unknown;
    parseTableNext(): unknown;
    parseListNext(): unknown;
    parseListEnd(): unknown;
    parseInlineList(): unknown;
    parseInlineListNext(): unknown;
    parseInlineTable(): unknown;
    parseInlineTableNext(): unknown;
  }
}
