/**
 * What a monitor is about to start, noted before it does. A monitor killed between the start of a process and the record
 * of it leaves this note, and its successor looks for that process instead of starting a second one.
 */
import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { openNew } from "./files.ts";
import { bind, ticksSinceBoot } from "./libc.ts";
import { saysWhatIsThere } from "./os-error.ts";
import { bootId } from "./proc-stat.ts";

export interface NotedStart {
  readonly boot: string;
  readonly identity: string;
  readonly program: string;
  /** Clock ticks since boot, as in /proc/PID/stat: the process did not start before. */
  readonly ticks: number;
}

const SLOTS = 16;
const SLOT_BYTES = 256;

/**
 * The last starts, each in a slot of its own, overwritten in turn. Opened at first use; where it cannot be, services are
 * started all the same.
 */
export class StartLedger {
  readonly #path: string;
  #fd: number | undefined;
  #left: readonly NotedStart[] = [];
  #next = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Notes of an earlier monitor. Throws when it is unknown whether there are any. */
  get left(): readonly NotedStart[] {
    this.#open();
    return this.#left;
  }

  /** Notes a start. */
  note(identity: string, program: string): void {
    const text = `${bootId()} ${identity} ${program} ${ticksSinceBoot()}\n`;
    try {
      const fd = this.#open();
      if (fd >= 0) pwrite(fd, text.padEnd(SLOT_BYTES, "\n"), SLOT_BYTES, (this.#next % SLOTS) * SLOT_BYTES);
    } catch {}
    this.#next += 1;
  }

  /** -1: it cannot be made. */
  #open(): number {
    if (this.#fd !== undefined) return this.#fd;
    const fd = openOwn(this.#path) ?? this.#made();
    if (fd >= 0) this.#read(fd);
    this.#fd = fd;
    return fd;
  }

  #made(): number {
    try {
      return make(this.#path);
    } catch {
      return -1;
    }
  }

  #read(fd: number): void {
    const bytes = Buffer.alloc(SLOTS * SLOT_BYTES);
    readSync(fd, bytes, 0, bytes.length, 0);
    const slots = Array.from({ length: SLOTS }, (_, i) =>
      decode(bytes.toString("latin1", i * SLOT_BYTES, (i + 1) * SLOT_BYTES)),
    );
    this.#left = slots.flatMap((note) => note ?? []);
    const latest = Math.max(0, ...this.#left.map((note) => note.ticks));
    this.#next = 1 + slots.findLastIndex((note) => note?.ticks === latest);
  }
}

const pwrite = bind("long pwrite(int fd, const char *text, ulong size, long offset)");

/** Written whole at once, so that later notes need no room on the disk. */
function make(path: string): number {
  const fd = openNew(path, 0o600);
  closeSync(fd);
  const made = openSync(path, constants.O_RDWR | constants.O_NOFOLLOW);
  writeSync(made, Buffer.alloc(SLOTS * SLOT_BYTES, "\n"), 0);
  return made;
}

/** Undefined: not there, or not surely ours. Throws when it is unknown. */
function openOwn(path: string): number | undefined {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch (error) {
    if (saysWhatIsThere(error)) return undefined;
    throw error;
  }
  const found = fstatSync(fd);
  const isOurs = found.isFile() && found.uid === process.geteuid?.() && found.nlink === 1;
  if (isOurs && found.size === SLOTS * SLOT_BYTES) return fd;
  closeSync(fd);
  return undefined;
}

function decode(slot: string): NotedStart | undefined {
  const [boot = "", identity = "", program = "", ticks = ""] = slot.trimEnd().split(" ");
  return /^\d+$/.test(ticks) ? { boot, identity, program, ticks: Number(ticks) } : undefined;
}
