/** What a service logs must not operate the terminal that shows it. */

/** Control bytes but tab as `^X`, and those that only UTF-8 has (U+0080 to U+009F, which some terminals obey) as `^[X`. */
export function printable(text: Buffer): Buffer {
  if (!text.some((byte, i) => isControl(byte) || isC1(text, i))) return text;
  const shown: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const byte = text[i] ?? 0;
    if (isC1(text, i)) shown.push(CARET, BRACKET, (text[++i] ?? 0) ^ 0xc0);
    else if (isControl(byte)) shown.push(CARET, byte ^ 0x40);
    else shown.push(byte);
  }
  return Buffer.from(shown);
}

const CARET = 0x5e;
const BRACKET = 0x5b;
const TAB = 0x09;

const isControl = (byte: number): boolean => (byte < 0x20 && byte !== TAB) || byte === 0x7f;

/** The first of two bytes that are a control character in UTF-8. */
function isC1(text: Buffer, at: number): boolean {
  const next = text[at + 1] ?? 0;
  return text[at] === 0xc2 && next >= 0x80 && next < 0xa0;
}
