/** The one place where a value becomes shell text. Verified against dash, bash and busybox ash (test/system/2001). */

/** No character of these means anything to any POSIX shell, wherever in a word it stands. */
const PLAIN = /^[A-Za-z0-9_/:.,@%+=-]+$/;

/** `word` as one word of a POSIX shell, byte for byte. NUL cannot occur in an argument and is refused earlier. */
export function shQuote(word: string): string {
  if (PLAIN.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** Each of `words` quoted, a blank between them. */
export function shWords(words: readonly string[]): string {
  return words.map(shQuote).join(" ");
}
