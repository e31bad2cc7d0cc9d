/**
 * TAI64N as daemontools writes it: 2^62 + 10 + Unix seconds, a constant offset without a leap table
 * (semantics: the 12 bytes that open a status file, the label before a log line).
 */

const TAI_OFFSET = 0x400000000000000an;
/** Its halves. */
const TAI_OFFSET_HIGH = 0x40000000;
const TAI_OFFSET_LOW = 10;

/** Seconds and nanoseconds of a Unix time in milliseconds. The nanoseconds end in 500, as daemontools' do. */
export function packTai64n(view: DataView, offset: number, wallMs: number): void {
  const seconds = Math.floor(wallMs / 1000);
  const low = seconds + TAI_OFFSET_LOW;
  view.setUint32(offset, TAI_OFFSET_HIGH + Math.floor(low / 2 ** 32));
  view.setUint32(offset + 4, low);
  view.setUint32(offset + 8, Math.floor((wallMs - seconds * 1000) * 1000) * 1000 + 500);
}

/** Unix milliseconds of a packed TAI64N; fractions of a millisecond are kept to the microsecond. */
export function unpackTai64n(view: DataView, offset: number): number {
  const seconds = Number(view.getBigUint64(offset) - TAI_OFFSET);
  return seconds * 1000 + Math.floor(view.getUint32(offset + 8) / 1000) / 1000;
}

/** `@` and 24 hex digits: a label that sorts by time. `nanoseconds` below 10^9. */
export function tai64nLabel(unixSeconds: number, nanoseconds: number): string {
  const seconds = unixSeconds + 10;
  return `@${hex(2 ** 30 + Math.floor(seconds / 2 ** 32))}${hex(seconds >>> 0)}${hex(nanoseconds)}`;
}

const hex = (word: number): string => word.toString(16).padStart(8, "0");
