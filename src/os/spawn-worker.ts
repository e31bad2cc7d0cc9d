/** The thread of `spawn-thread.ts`: waits for an order, borrows the descriptors it names, starts the program, answers. */
import { readdirSync, readlinkSync } from "node:fs";
import { constants } from "node:os";
import { workerData } from "node:worker_threads";
import { closeRaw } from "./close-raw.ts";
import { keepHeapSmall } from "./heap.ts";
import { bind, lastErrno, openPidfd } from "./libc.ts";
import { codeOf, OsError } from "./os-error.ts";
import { type Source, spawn } from "./posix-spawn.ts";
import {
  DIRECTORY,
  EDITION,
  ERRNO,
  IDLE,
  ORDERED,
  PID,
  readOrder,
  STATE,
  spawnSlot,
} from "./spawn-thread.ts";

const calls = {
  unshare: bind("int unshare(int flags)"),
  fillSet: bind("int sigfillset(void *set)"),
  mask: bind("int pthread_sigmask(int how, void *set, void *old)"),
  fcntl: bind("int fcntl(int fd, int command, long argument)"),
  syscall: bind("long syscall(long number, long a, long b, long c, long d)"),
};

const CLONE_FILES = 0x400;
const SIG_SETMASK = 2;
const F_GETFD = 1;
const FD_CLOEXEC = 1;
/** The same on every architecture. */
const SYS_PIDFD_GETFD = 438;
const STANDARD = 2;

// Here, for the process's event loop may not turn for a while: a thousand services are being started.
keepHeapSmall();
const slot = spawnSlot(workerData as SharedArrayBuffer);
/** The last order, and which edition it was; whether it names descriptors that this thread has to borrow. */
let order: ReturnType<typeof readOrder> | undefined;
let edition = 0;
let borrows = false;
const ownPidfd = openPidfd(process.pid) ?? -1;
blockSignals();
leaveTable();
closeRaw(borrowed(STANDARD));
serve();

/** libuv's handler writes to a descriptor that this thread will not have. */
function blockSignals(): void {
  const set = new ArrayBuffer(256);
  calls.fillSet(set);
  calls.mask(SIG_SETMASK, set, null);
}

/**
 * A table of its own, without what a child would close anyway; what the kernel made for event loops (and `ownPidfd`) stays.
 */
function leaveTable(): void {
  const folder = "/proc/thread-self/fd";
  if (calls.unshare(CLONE_FILES) !== 0) throw new OsError("unshare", lastErrno());
  for (const fd of readdirSync(folder).map(Number)) {
    if (fd <= STANDARD) continue;
    const isClosedByExec = (calls.fcntl(fd, F_GETFD, 0) & FD_CLOEXEC) !== 0;
    if (isClosedByExec && !linkOf(`${folder}/${fd}`).startsWith("anon_inode:")) closeRaw(fd);
  }
}

/** "" for the one the listing itself was read through. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

function serve(): never {
  const { words } = slot;
  Atomics.store(words, STATE, IDLE);
  Atomics.notify(words, STATE);
  for (;;) {
    Atomics.wait(words, STATE, IDLE);
    if (Atomics.load(words, STATE) !== ORDERED) continue;
    [words[PID], words[ERRNO]] = answer();
    Atomics.store(words, STATE, IDLE);
    Atomics.notify(words, STATE);
  }
}

/** Pid and 0, or 0 and why not. It never throws: somebody waits. */
function answer(): [pid: number, errno: number] {
  const own: number[] = [];
  const borrow = (source: Source): Source => {
    if (!isForeign(source)) return source;
    own.push(borrowed(source));
    return own.at(-1) ?? -1;
  };
  try {
    const { program, argv, environment, openFiles, descriptors } = currentOrder();
    const directory = borrowed(slot.words[DIRECTORY] ?? -1);
    own.push(directory);
    const lent = borrows
      ? descriptors.map(([source, target]) => [borrow(source), target] as const)
      : descriptors;
    return [spawn({ program, argv, environment, openFiles, directory, descriptors: lent }), 0];
  } catch (error) {
    const numbers: Readonly<Record<string, number>> = constants.errno;
    return [0, numbers[codeOf(error)] ?? constants.errno.EIO];
  } finally {
    for (const fd of own) closeRaw(fd);
  }
}

function currentOrder(): ReturnType<typeof readOrder> {
  if (order !== undefined && slot.words[EDITION] === edition) return order;
  edition = slot.words[EDITION] ?? 0;
  order = readOrder(slot);
  borrows = order.descriptors.some(([source]) => isForeign(source));
  return order;
}

function isForeign(source: Source): source is number {
  return typeof source === "number" && source > STANDARD;
}

/** A descriptor of the process's table in this thread's. */
function borrowed(fd: number): number {
  const got = calls.syscall(SYS_PIDFD_GETFD, ownPidfd, fd, 0, 0);
  if (got === -1) throw new OsError("pidfd_getfd", lastErrno());
  return got;
}
