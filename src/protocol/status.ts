/**
 * The status file: what a supervisor says about a directory in 18 (daemontools), 20 (runit, and ours) or 35 bytes (s6).
 * Written for the stock `svstat`, which reads 18, and `sv`, which reads 20. semantics 2.7 to 2.9.
 */
import { packTai64n, unpackTai64n } from "./tai.ts";

export const STATUS_SIZE = 20;

export interface Status {
  /** Unix milliseconds of the last start or exit. */
  readonly since: number;
  /** 0: no process. */
  readonly pid: number;
  readonly paused: boolean;
  readonly want: "up" | "down" | "once";
  readonly gotTerm: boolean;
  /** `finish` also while a stop is in progress: `sv start` must not take the old process for the new one. */
  readonly state: "down" | "run" | "finish";
  /** Only s6 writes it: the process has said, through `notification-fd`, that it is ready. */
  readonly ready?: boolean;
}

const STATES = ["down", "run", "finish"] as const;
const UP = 0x75;
const DOWN = 0x64;
/**
 * `sv once` waits for a `d`, where daemontools writes 0 for "once"; `svstat` must be able to tell it from "want down".
 * So the byte is `d` and the nanoseconds, which otherwise end in 500, end in 501.
 */
const ONCE_MARK = 501;

/** The 20 bytes of runit's layout. */
export function encodeStatus(status: Status): Uint8Array {
  const bytes = new Uint8Array(STATUS_SIZE);
  const view = new DataView(bytes.buffer);
  packTai64n(view, 0, status.since);
  if (status.want === "once") view.setUint32(8, view.getUint32(8) + 1);
  view.setUint32(12, status.pid, true);
  bytes[16] = status.paused ? 1 : 0;
  bytes[17] = status.want === "up" ? UP : DOWN;
  bytes[18] = status.gotTerm ? 1 : 0;
  bytes[19] = STATES.indexOf(status.state);
  return bytes;
}

/** True only for two that are written as the same bytes. */
export function isSameStatus(one: Status, other: Status): boolean {
  return (
    one.since === other.since &&
    one.pid === other.pid &&
    one.paused === other.paused &&
    one.want === other.want &&
    one.gotTerm === other.gotTerm &&
    one.state === other.state
  );
}

/** Reads 18 bytes or more of daemontools' or runit's layout, or exactly 35 of s6's. Undefined: not a status. */
export function decodeStatus(bytes: Uint8Array): Status | undefined {
  if (bytes.length < 18) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length === 35) return decodeS6(view);
  const pid = view.getUint32(12, true);
  return {
    since: unpackTai64n(view, 0),
    pid,
    paused: bytes[16] !== 0,
    want: wantOf(bytes[17], view.getUint32(8)),
    gotTerm: bytes.length >= STATUS_SIZE && bytes[18] === 1,
    state: bytes.length >= STATUS_SIZE ? (STATES[bytes[19] ?? 0] ?? "down") : pid === 0 ? "down" : "run",
  };
}

function wantOf(byte: number | undefined, nanoseconds: number): Status["want"] {
  if (byte === UP) return "up";
  if (byte === DOWN && nanoseconds % 1000 !== ONCE_MARK) return "down";
  return "once";
}

/** s6_svstatus_pack: two stamps, pid as 8 bytes big-endian, wait status, flags (1 paused, 2 finishing, 4 want up, 8 ready). */
function decodeS6(view: DataView): Status {
  const flags = view.getUint8(34);
  const pid = view.getUint32(28);
  return {
    since: unpackTai64n(view, 0),
    pid,
    paused: (flags & 1) !== 0,
    want: (flags & 4) !== 0 ? "up" : "down",
    gotTerm: false,
    state: pid === 0 ? "down" : (flags & 2) !== 0 ? "finish" : "run",
    ready: (flags & 8) !== 0,
  };
}

/** Text of `supervise/stat`, as runit writes it. */
export function statText(status: Status, exiting: boolean): string {
  let text: string = status.state;
  if (status.paused) text += ", paused";
  if (status.gotTerm) text += ", got TERM";
  if (status.state !== "down" && exiting) text += ", want exit";
  else if (status.state !== "down" && status.want !== "up") text += ", want down";
  return `${text}\n`;
}

/** Text of `supervise/pid`: empty without a process, as runit writes it. */
export function pidText(status: Status): string {
  return status.pid === 0 ? "" : `${status.pid}\n`;
}
