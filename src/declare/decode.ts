/**
 * Bytes of a declaration file to text: well-formed UTF-8 of bounded size, without a byte order mark, CRLF read as LF
 * (TOML 1.0 lets a parser normalise line ends). What is refused here never reaches the parser.
 */
import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";

/** No declaration written by people comes near it. */
export const SIZE_LIMIT_BYTES: number = 1024 * 1024;

export interface Decoded {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Text of a file, empty when the bytes are no text at all. */
export function decode(content: string | Uint8Array, file: string): Decoded {
  if (content.length > SIZE_LIMIT_BYTES)
    return refuse("E0004", "the file is larger than 1 MiB", { file, line: 1, column: 1 });
  if (typeof content === "string") return fromText(content, file);
  try {
    return fromText(UTF_8.decode(content), file);
  } catch {
    return refuse("E0003", "the file is not UTF-8 text", badBytes(content, file), "save it as UTF-8");
  }
}

/** Making one costs more than decoding a declaration. */
const UTF_8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function fromText(raw: string, file: string): Decoded {
  const withoutMark = raw.startsWith("\ufeff") ? raw.slice(1) : raw;
  const text = withoutMark.includes("\r") ? withoutMark.replaceAll("\r\n", "\n") : withoutMark;
  const at = text.search(FORBIDDEN);
  if (at < 0) return { text, diagnostics: [] };
  const place = placeAt(text, at, file);
  const code = text.charCodeAt(at);
  if (code === 0x0d)
    return refuse("E0010", "a carriage return that ends no line", place, "lines end with LF or CRLF");
  if (code === 0)
    return refuse("E0010", "a NUL character", place, "the file may be UTF-16: save it as UTF-8");
  return refuse("E0003", "half of a surrogate pair", place, "save it as UTF-8");
}

/** Bare CR, NUL, and surrogates that have no partner. */
const FORBIDDEN = /\r|\0|\p{Surrogate}/u;

function refuse(code: string, message: string, place: Place, help?: string): Decoded {
  const diagnostic = { code, severity: "error" as const, message, places: [place] };
  return { text: "", diagnostics: [help === undefined ? diagnostic : { ...diagnostic, help }] };
}

function placeAt(text: string, offset: number, file: string): Place {
  const before = text.slice(0, offset).split("\n");
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The first line that is not UTF-8; no byte of a longer sequence is a line feed, so lines stand alone. */
function badBytes(bytes: Uint8Array, file: string): Place {
  let line = 1;
  for (let from = 0; from <= bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, from);
    const to = end < 0 ? bytes.length : end;
    const column = goodColumns(bytes.subarray(from, to));
    if (column !== undefined) return { file, line, column: column + 1 };
    from = to + 1;
  }
  return { file, line: 1, column: 1 };
}

/** UTF-16 units before the first bad byte; undefined when the line is good. */
function goodColumns(line: Uint8Array): number | undefined {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let good = 0;
  try {
    for (const byte of line) good += decoder.decode(Uint8Array.of(byte), { stream: true }).length;
    decoder.decode();
    return undefined;
  } catch {
    return good;
  }
}
