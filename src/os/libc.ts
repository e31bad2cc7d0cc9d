/**
 * The C library through koffi: the only file that knows of FFI. One thin function per call; a failed call throws
 * `OsError`, except where "no" is an answer. Functions are bound at first use, `koffi.load(null)` finds the C library
 * under whatever name it has (glibc, musl). No koffi type leaves this file.
 */
import { endianness } from "node:os";
import koffi, { type LibraryHandle } from "koffi";
import * as linux from "./constants-linux.ts";
import { atPath, type FilePath, pathText } from "./held-path.ts";
import { OsError } from "./os-error.ts";

export type Native = (...args: unknown[]) => number;

let library: LibraryHandle | undefined;

/** A C function by its prototype, bound at its first call. For the other files of this folder. */
export function bind(prototype: string): Native {
  let bound: Native | undefined;
  // Not `...args`: what a call passes on costs as much as the call. What a function does not take is not looked at.
  return (a, b, c, d, e, f) => {
    bound ??= find(prototype);
    return bound(a, b, c, d, e, f);
  };
}

function find(prototype: string): Native {
  library ??= koffi.load(null);
  return library.func(prototype) as Native;
}

const native = {
  flock: bind("int flock(int fd, int operation)"),
  mkfifo: bind("int mkfifoat(int folder, const char *path, uint mode)"),
  mkdir: bind("int mkdirat(int folder, const char *path, uint mode)"),
  pipe2: bind("int pipe2(void *fds, int flags)"),
  waitid: bind("int waitid(int idtype, uint id, void *info, int options)"),
  kill: bind("int kill(int pid, int signal)"),
  schedYield: bind("int sched_yield()"),
  prctl: bind("int prctl(int option, ulong a, ulong b, ulong c, ulong d)"),
  prlimit: bind("int prlimit(int pid, int resource, void *new_limit, void *old_limit)"),
  fcntl: bind("int fcntl(int fd, int command, long argument)"),
  ioctl: bind("int ioctl(int fd, ulong request, void *argument)"),
  execve: bind("int execve(const char *path, void *argv, void *envp)"),
  clockGettime: bind("int clock_gettime(int clock, void *time)"),
  syscall: bind("long syscall(long number, long a, long b, long c, long d)"),
};

/** Takes an exclusive lock on an open file without waiting. False: somebody else holds it. */
export function tryLock(fd: number, path: FilePath): boolean {
  if (native.flock(fd, linux.LOCK_EX | linux.LOCK_NB) === 0) return true;
  const errno = koffi.errno();
  if (errno === koffi.os.errno.EAGAIN) return false;
  throw new OsError("flock", errno, pathText(path));
}

/** Takes an exclusive lock, waiting for its holder. Blocks the thread. */
export function waitLock(fd: number, path: FilePath): void {
  check("flock", native.flock(fd, linux.LOCK_EX), path);
}

/** Gives a lock back at once. Closing alone does so when the last copy is closed, and a child has one until its exec. */
export function unlock(fd: number, path: FilePath): void {
  check("flock", native.flock(fd, linux.LOCK_UN), path);
}

/** Makes a FIFO. False: the name exists. */
export function makeFifo(path: FilePath, mode: number): boolean {
  const { folder, name } = atPath(path);
  if (native.mkfifo(folder, name, mode) === 0) return true;
  const errno = koffi.errno();
  if (errno === koffi.os.errno.EEXIST) return false;
  throw new OsError("mkfifo", errno, pathText(path));
}

/** Makes a directory. False: the name exists. */
export function makeFolder(path: string, mode: number): boolean {
  const { folder, name } = atPath(path);
  if (native.mkdir(folder, name, mode) === 0) return true;
  const errno = koffi.errno();
  if (errno === koffi.os.errno.EEXIST) return false;
  throw new OsError("mkdir", errno, path);
}

/** An anonymous pipe, both ends close-on-exec. */
export function pipe(): { readonly reader: number; readonly writer: number } {
  const fds = Buffer.alloc(8);
  check("pipe2", native.pipe2(fds, linux.O_CLOEXEC));
  return { reader: fds.readInt32LE(0), writer: fds.readInt32LE(4) };
}

/** How a child ended. `signal` is 0 after an exit of its own; `code` is then its exit code, otherwise 0. */
export interface ChildEnd {
  readonly pid: number;
  readonly code: number;
  readonly signal: number;
  readonly dumpedCore: boolean;
}

const siginfo = new Int32Array(new ArrayBuffer(128));

/**
 * An ended child of this process, that with pid `which` or any of them, which stays in the process table. For any, the kernel
 * looks at all. Undefined: none has ended (or there are none).
 */
export function endedChild(which?: number): ChildEnd | undefined {
  const kind = which === undefined ? linux.P_ALL : linux.P_PID;
  siginfo[SI_PID] = 0;
  const result = native.waitid(kind, which ?? 0, siginfo, linux.WEXITED | linux.WNOHANG | linux.WNOWAIT);
  if (result === -1) {
    const errno = koffi.errno();
    if (errno === koffi.os.errno.ECHILD || errno === koffi.os.errno.EINTR) return undefined;
    throw new OsError("waitid", errno);
  }
  const pid = siginfo[SI_PID] ?? 0;
  if (pid === 0) return undefined;
  const why = siginfo[SI_CODE];
  const status = siginfo[SI_STATUS] ?? 0;
  const exited = why === linux.CLD_EXITED;
  return {
    pid,
    code: exited ? status : 0,
    signal: exited ? 0 : status,
    dumpedCore: why === linux.CLD_DUMPED,
  };
}

/** Takes an ended child out of the process table. */
export function letGoOf({ pid }: ChildEnd): void {
  native.waitid(linux.P_PID, pid, null, linux.WEXITED | linux.WNOHANG);
}

/** Places in siginfo_t of 64-bit Linux, in the SIGCHLD variant. */
const SI_CODE = 2;
const SI_PID = 4;
const SI_STATUS = 6;

/** Sends a signal to a process, or with a negative pid to a process group. False: there is none. */
export function kill(pid: number, signal: number): boolean {
  if (native.kill(pid, signal) === 0) {
    hasSignalled ||= signal !== 0;
    return true;
  }
  const errno = koffi.errno();
  if (errno === koffi.os.errno.ESRCH) return false;
  throw new OsError("kill", errno, String(pid));
}

let hasSignalled = false;

/** Lets who was sent a signal since the last call run first: it may wait for the very processor that this thread is on. */
export function giveWay(): void {
  if (!hasSignalled) return;
  hasSignalled = false;
  native.schedYield();
}

/** Descendants that lose their parent become children of this process instead of init's. */
export function becomeSubreaper(): void {
  check("prctl", native.prctl(linux.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0));
}

export interface ResourceLimit {
  readonly soft: bigint;
  readonly hard: bigint;
}

/** The limit on open files of this process. */
export function openFilesLimit(): ResourceLimit {
  const old = new BigUint64Array(new ArrayBuffer(16));
  check("prlimit", native.prlimit(0, linux.RLIMIT_NOFILE, null, old));
  return { soft: old[0] ?? 0n, hard: old[1] ?? 0n };
}

/** Sets the limit on open files of this process. */
export function setOpenFilesLimit(limit: ResourceLimit): void {
  const value = new BigUint64Array(new ArrayBuffer(16));
  value[0] = limit.soft;
  value[1] = limit.hard;
  check("prlimit", native.prlimit(0, linux.RLIMIT_NOFILE, value, null));
}

/** Whether a descriptor survives an execve. */
export function setCloseOnExec(fd: number, closes: boolean): void {
  check("fcntl", native.fcntl(fd, linux.F_SETFD, closes ? linux.FD_CLOEXEC : 0));
}

/** Makes an open file description blocking again: Node leaves its own descriptors non-blocking. */
export function setBlocking(fd: number, nonBlockFlag: number): void {
  const flags = check("fcntl", native.fcntl(fd, linux.F_GETFL, 0));
  check("fcntl", native.fcntl(fd, linux.F_SETFL, flags & ~nonBlockFlag));
}

/** Asks for a pipe buffer of at least `sizeBytes`. False: the kernel refuses this user so much. */
export function setPipeSize(fd: number, sizeBytes: number): boolean {
  return native.fcntl(fd, linux.F_SETPIPE_SZ, sizeBytes) !== -1;
}

/** Bytes in a pipe that nobody has read yet. */
export function bytesWaiting(fd: number): number {
  const count = new Int32Array(new ArrayBuffer(8));
  check("ioctl", native.ioctl(fd, linux.FIONREAD, count));
  return count[0] ?? 0;
}

/** A descriptor that becomes readable when the process ends. Undefined: there is no such process. */
export function openPidfd(pid: number): number | undefined {
  const fd = native.syscall(linux.SYS_pidfd_open, pid, 0, 0, 0);
  if (fd !== -1) return fd;
  const errno = koffi.errno();
  if (errno === koffi.os.errno.ESRCH) return undefined;
  throw new OsError("pidfd_open", errno, String(pid));
}

/** Seconds and nanoseconds, each the lower half of a 64-bit number. */
const time = new Uint32Array(new ArrayBuffer(16));

/** USER_HZ, which Linux has fixed for all that leaves the kernel. */
export const TICKS_PER_SECOND = 100;

/** Time since boot in whole ticks, time of suspension included: the clock of start times in /proc/PID/stat. */
export function ticksSinceBoot(): number {
  check("clock_gettime", native.clockGettime(linux.CLOCK_BOOTTIME, time));
  const [seconds, nanoseconds] = [time[0] ?? 0, time[2] ?? 0];
  return seconds * TICKS_PER_SECOND + Math.floor(nanoseconds / (1e9 / TICKS_PER_SECOND));
}

/** Replaces this process. Returns only by throwing. */
export function execve(path: string, argv: StringTable, environment: StringTable): never {
  native.execve(path, argv.pointers, environment.pointers);
  throw new OsError("execve", koffi.errno(), path);
}

/** A place of its own in the event loop for a descriptor; `readable.ts` has one for all. Gives what ends it. */
export function watchInLoop(fd: number, onReadable: () => void): () => void {
  const handle = koffi.node.poll(fd, { readable: true }, onReadable);
  return () => {
    handle.stop();
    handle.close();
  };
}

/** A NULL-terminated array of C strings that stays where it is, so that it is converted once and not per spawn. */
export interface StringTable {
  /** The array, or where it is in this process's memory. */
  readonly pointers: ArrayBuffer | bigint;
  /** Keeps the bytes behind `pointers` alive. */
  readonly keep: readonly Buffer[];
}

/** Builds the C form of argv or of an environment. Strings must hold no NUL. */
export function stringTable(strings: readonly (string | Buffer)[]): StringTable {
  return extendTable({ pointers: new ArrayBuffer(8), keep: [] }, strings);
}

/** A table with more strings at its end; the strings of `base` are shared, not copied. */
export function extendTable(base: StringTable, strings: readonly (string | Buffer)[]): StringTable {
  if (typeof base.pointers === "bigint") throw new TypeError("a table that is only an address cannot grow");
  const first = base.pointers.byteLength / 8 - 1;
  const view = new BigUint64Array(new ArrayBuffer((first + strings.length + 1) * 8));
  view.set(new BigUint64Array(base.pointers, 0, first));
  const encoded = strings.map((s) => (typeof s === "string" ? Buffer.from(s, "utf8") : s));
  const bytes = Buffer.from(new ArrayBuffer(encoded.reduce((sum, b) => sum + b.length + 1, 1)));
  const address = koffi.address(bytes);
  let offset = 0;
  encoded.forEach((string, i) => {
    string.copy(bytes, offset);
    view[first + i] = address + BigInt(offset);
    offset += string.length + 1;
  });
  return { pointers: view.buffer, keep: [...base.keep, bytes] };
}

/** Where a table is in memory: it stays there as long as it lives. */
export function addressOf({ pointers }: StringTable): bigint {
  return typeof pointers === "bigint" ? pointers : koffi.address(pointers);
}

const socketCalls = {
  socket: bind("int socket(int domain, int type, int protocol)"),
  bind: bind("int bind(int fd, void *address, uint size)"),
  setsockopt: bind("int setsockopt(int fd, int level, int option, void *value, uint size)"),
  recvmsg: bind("long recvmsg(int fd, void *message, int flags)"),
  close: bind("int close(int fd)"),
};

/** A Unix datagram socket at `address` (a leading NUL: an abstract one), which tells who sends. Non-blocking. */
export function openDatagramSocket(address: string): number {
  const fd = check("socket", socketCalls.socket(linux.AF_UNIX, linux.SOCK_DGRAM_CLOEXEC_NONBLOCK, 0));
  const name = Buffer.from(new ArrayBuffer(110));
  name.writeUInt16LE(linux.AF_UNIX, 0);
  const length = name.write(address, 2, "utf8");
  const yes = new Int32Array(new ArrayBuffer(4)).fill(1);
  try {
    check("setsockopt", socketCalls.setsockopt(fd, linux.SOL_SOCKET, linux.SO_PASSCRED, yes, 4));
    check("bind", socketCalls.bind(fd, name, 2 + length + (address.startsWith("\0") ? 0 : 1)), address);
    return fd;
  } catch (error) {
    socketCalls.close(fd);
    throw error;
  }
}

export interface Datagram {
  readonly text: string;
  readonly senderPid: number;
  readonly senderUid: number;
}

/**
 * The next datagram. Undefined: none is waiting. Longer ones are cut at 4096 bytes. Descriptors that come with one are
 * dropped by the kernel: there is room for the sender's name only.
 */
export function receiveDatagram(fd: number): Datagram | undefined {
  const data = Buffer.from(new ArrayBuffer(4096));
  const control = Buffer.from(new ArrayBuffer(UCRED_MESSAGE));
  const vector = new BigUint64Array([koffi.address(data), BigInt(data.length)]);
  const header = new BigUint64Array([
    0n,
    0n,
    koffi.address(vector.buffer),
    1n,
    koffi.address(control),
    BigInt(UCRED_MESSAGE),
    0n,
  ]);
  const size = socketCalls.recvmsg(fd, header.buffer, 0);
  if (size === -1) {
    const errno = koffi.errno();
    if (errno === koffi.os.errno.EAGAIN) return undefined;
    throw new OsError("recvmsg", errno);
  }
  return {
    text: data.toString("utf8", 0, size),
    senderPid: control.readInt32LE(CMSG_DATA),
    senderUid: control.readUInt32LE(CMSG_DATA + 4),
  };
}

/** Data of the first control message: a struct ucred (pid, uid, gid). */
const CMSG_DATA = 16;
/** CMSG_SPACE(sizeof(struct ucred)) */
const UCRED_MESSAGE = 32;

/** Why the last call failed; to be asked on the very next line. */
export const lastErrno = (): number => koffi.errno();

function check(syscall: string, result: number, path?: FilePath): number {
  if (result === -1) throw new OsError(syscall, koffi.errno(), path && pathText(path));
  return result;
}

if (endianness() !== "LE") throw new Error("svforge supports little-endian machines only.");
