/** The one order of names and paths in everything a plan says: that of their UTF-8 bytes, whatever the locale. */

/** Compares two strings as their UTF-8 encodings compare (UTF-16 order differs above U+FFFF). */
export function byUtf8(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return weight(left) - weight(right);
  }
  return a.length - b.length;
}

/** Moves surrogates (they stand for U+10000 and up) above the last unit of the basic plane. */
function weight(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
